import { useMutation, useQueryClient, type UseMutationOptions } from "@tanstack/react-query"
import { ALL_BOOKING_QUERIES } from "../lib/query-keys"

/**
 * A write of ours. One booking changes the calendar, the lists, the run sheet and the figures, so whatever of ours is
 * on screen is read again, also after a refusal: then what is shown is why it was refused. A dry run changes nothing.
 */
export const useWrite = <Answer, Input = void>(
  write: (input: Input) => Promise<Answer>,
  options: Pick<UseMutationOptions<Answer, Error, Input>, "onSuccess" | "onError"> = {},
) => {
  const queries = useQueryClient()
  return useMutation<Answer, Error, Input>({
    mutationFn: write,
    ...options,
    onSettled: (_answer, _error, input) => {
      if (isDryRun(input)) return
      return queries.invalidateQueries({ queryKey: ALL_BOOKING_QUERIES })
    },
  })
}

const isDryRun = (input: unknown) => (input as { dry_run?: boolean } | null | undefined)?.dry_run === true
