import { useMutation, useQueryClient } from "@tanstack/react-query"
import { ALL_BOOKING_QUERIES } from "../lib/query-keys"

/**
 * A write of ours. One booking changes the calendar, the lists, the run sheet and the figures, so whatever of ours is
 * on screen is read again, also after a refusal: then what is shown is why it was refused.
 */
export const useWrite = <Answer, Input = void>(write: (input: Input) => Promise<Answer>) => {
  const queries = useQueryClient()
  return useMutation<Answer, Error, Input>({
    mutationFn: write,
    onSettled: () => queries.invalidateQueries({ queryKey: ALL_BOOKING_QUERIES }),
  })
}
