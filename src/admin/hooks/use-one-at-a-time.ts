import { useRef, type FormEvent } from "react"

/**
 * A form's submit that does nothing while the one before is under way. The keyboard knows nothing of a button that is
 * loading, and between two presses of it there may be no render: so it is not only `isBusy` that says so.
 */
export const useOneAtATime = (submit: (event: FormEvent) => Promise<unknown>, isBusy: boolean) => {
  const isUnderWay = useRef(false)
  return (event: FormEvent) => {
    if (isBusy || isUnderWay.current) return
    isUnderWay.current = true
    void submit(event).finally(() => {
      isUnderWay.current = false
    })
  }
}
