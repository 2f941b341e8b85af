/** What a verb made, or why not, with the expired holds that stand in its way: settle them and try again. */
export type Outcome<T> = { done: T } | { refused: Error; stale: string[] }
