import { useEffect, useState } from "react"
import type { Instant } from "../lib/types"

/**
 * The whole seconds until an instant, counted from the server's `now`: of the browser's clock only what has passed since
 * counts, so a wrong one at the desk is harmless. `readAt` is when that `now` was read (`dataUpdatedAt` of the query).
 */
export const useCountdown = (until: Instant, now: Instant, readAt: number): number => {
  const [elapsed, setElapsed] = useState(() => Date.now() - readAt)
  useEffect(() => {
    setElapsed(Date.now() - readAt)
    const timer = setInterval(() => setElapsed(Date.now() - readAt), 1000)
    return () => clearInterval(timer)
  }, [readAt])
  return Math.max(0, Math.ceil((Date.parse(until) - Date.parse(now) - elapsed) / 1000))
}

/** `4:05`, or `2:04:05` from an hour on. */
export const inClock = (seconds: number): string => {
  const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":")
}
