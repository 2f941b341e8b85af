import { createContext, useContext } from "react"
import type { Instant } from "../../../../lib/types"

/**
 * The server's `now` and when it was read: countdowns start from it. It changes with every reading, and only the
 * countdowns need it, so it does not go through the rows.
 */
export const Clock = createContext<{ now: Instant; readAt: number }>({ now: "", readAt: 0 })
export const useClock = () => useContext(Clock)
