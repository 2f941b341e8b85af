/** With quantity 0 core removes a line, as its DELETE does. */
export const isRemoval = (body: unknown): boolean => (body as { quantity?: unknown } | null | undefined)?.quantity === 0
