import type { MedusaContainer } from "@medusajs/framework/types"

/** placeholder until the payments' part lands */
export const refuseCheckout = async (_container: MedusaContainer, _cartId: string, _error: Error): Promise<void> => {}
