import { useCallback } from "react"
import { useSearchParams } from "react-router-dom"

/**
 * A page's filters as its address has them, so that a view can be bookmarked, sent and gone back to. What equals its
 * default is not in the address; setting several at once is one step of the history.
 */
export const useUrlState = <State extends Record<string, string>>(defaults: State) => {
  const [params, setParams] = useSearchParams()
  const state = Object.fromEntries(
    Object.entries(defaults).map(([key, fallback]) => [key, params.get(key) ?? fallback]),
  ) as { [Key in keyof State]: string }
  const set = useCallback(
    (changes: Partial<{ [Key in keyof State]: string | null }>, { replace = true } = {}) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          for (const [key, value] of Object.entries(changes)) {
            if (!value || value === defaults[key]) after.delete(key)
            else after.set(key, value)
          }
          return after
        },
        { replace },
      ),
    // The defaults are written where the hook is called and do not change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [setParams],
  )
  return [state, set] as const
}
