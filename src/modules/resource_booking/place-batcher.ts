import { isRolledBack, tooBusy } from "./errors"

type Call<Request, Answer> = (requests: Request[]) => Promise<Answer[]>
type Waiting<Request, Answer> = {
  request: Request
  claims: number
  call: Call<Request, Answer>
  givenUpAt: number
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

const LARGEST_BATCH = 64
// As many as one request may have: a batch locks no more dates than that.
const MOST_CLAIMS = 200

/**
 * Makes a hot date quick: while one place of a date is under way, those of the same date collect here and go together in
 * the next call and commit, each answered by itself. Nobody waits for company: one alone is a plain call. It only saves
 * waiting, for the disk above all; calling `call([request])` in its place would give the same answers.
 */
export class PlaceBatcher<Request, Answer> {
  private readonly queues = new Map<string, Waiting<Request, Answer>[]>()
  private waiting = 0

  constructor(private readonly limits: { queue_length: number; lock_timeout_ms: number }) {}

  /** `claims` is how many dates the request names. */
  async place(date: string, request: Request, claims: number, call: Call<Request, Answer>): Promise<Answer> {
    const queue = this.queues.get(date)
    if (queue) {
      return await this.waitIn(queue, request, claims, call)
    }
    this.queues.set(date, [])
    try {
      return (await call([request]))[0]!
    } finally {
      void this.serve(date)
    }
  }

  private async waitIn(
    queue: Waiting<Request, Answer>[],
    request: Request,
    claims: number,
    call: Call<Request, Answer>,
  ): Promise<Answer> {
    if (this.waiting >= this.limits.queue_length) {
      throw tooBusy()
    }
    this.waiting += 1
    const givenUpAt = Date.now() + this.limits.lock_timeout_ms * 2
    return await new Promise<Answer>((resolve, reject) =>
      queue.push({ request, claims, call, givenUpAt, resolve, reject }),
    )
  }

  private async serve(date: string): Promise<void> {
    const queue = this.queues.get(date)!
    while (queue.length > 0) {
      const batch = queue.splice(0, sizeOfBatch(queue))
      this.waiting -= batch.length
      await this.answer(inTime(batch))
    }
    this.queues.delete(date)
  }

  private async answer(batch: Waiting<Request, Answer>[]): Promise<void> {
    if (batch.length === 0) return
    try {
      const answers = await batch[0]!.call(batch.map(({ request }) => request))
      batch.forEach(({ resolve }, i) => resolve(answers[i]!))
    } catch (error) {
      // Where the connection was lost the batch may have been committed: nothing may be placed again.
      if (batch.length > 1 && isRolledBack(error)) {
        await Promise.all(inTime(batch).map((one) => this.answer([one])))
      } else {
        batch.forEach(({ reject }) => reject(error))
      }
    }
  }
}

const sizeOfBatch = (queue: { claims: number }[]): number => {
  let claims = queue[0]!.claims
  let size = 1
  while (size < Math.min(queue.length, LARGEST_BATCH) && claims + queue[size]!.claims <= MOST_CLAIMS) {
    claims += queue[size++]!.claims
  }
  return size
}

/** Refuses those who have waited too long, and answers with the others. */
const inTime = <One extends { givenUpAt: number; reject: (error: unknown) => void }>(batch: One[]): One[] => {
  const late = batch.filter(({ givenUpAt }) => Date.now() > givenUpAt)
  late.forEach(({ reject }) => reject(tooBusy()))
  return batch.filter((one) => !late.includes(one))
}
