import { isRolledBack, tooBusy } from "./errors"

type Place<Request, Answer> = {
  request: Request
  date: string
  /** Whose limits the request counts for; who has none is never set aside. */
  owner: string | undefined
  /** How many dates the request names. */
  claims: number
  /** Waits for nobody's owner: undefined is the answer where a request's owner is busy, and nothing was decided. */
  together: (requests: Request[]) => Promise<(Answer | undefined)[]>
  alone: (request: Request) => Promise<Answer>
}
type Waiting<Request, Answer> = Place<Request, Answer> & {
  givenUpAt: number
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

const LARGEST_BATCH = 64
// As many as one request may have: a batch locks no more dates than that.
const MOST_CLAIMS = 200

/**
 * Makes a hot date quick: while one place of a date is under way, those of the same date collect here and go together in
 * the next call and commit, each answered by itself. Nobody waits for company: one alone is a plain call. Nor for
 * somebody else's owner: whose owner is busy is set aside, and those of one owner go alone, one after the other. It only
 * saves waiting, for the disk above all; calling `alone(request)` in its place would give the same answers.
 */
export class PlaceBatcher<Request, Answer> {
  private readonly queues = new Map<string, Waiting<Request, Answer>[]>()
  private readonly aside = new Map<string | undefined, Waiting<Request, Answer>[]>()
  private waiting = 0

  constructor(private readonly limits: { queue_length: number; lock_timeout_ms: number }) {}

  async place(place: Place<Request, Answer>): Promise<Answer> {
    const givenUpAt = Date.now() + this.limits.lock_timeout_ms * 2
    const queue = this.queues.get(place.date)
    if (queue) {
      return await new Promise((resolve, reject) => this.waitIn(queue, { ...place, givenUpAt, resolve, reject }))
    }
    this.queues.set(place.date, [])
    let answer: Answer | undefined
    try {
      ;[answer] = await place.together([place.request])
    } finally {
      void this.serve(place.date)
    }
    return answer ?? (await new Promise((resolve, reject) => this.setAside({ ...place, givenUpAt, resolve, reject })))
  }

  private waitIn(queue: Waiting<Request, Answer>[], one: Waiting<Request, Answer>): void {
    if (this.waiting >= this.limits.queue_length) {
      return one.reject(tooBusy())
    }
    this.waiting += 1
    queue.push(one)
  }

  private async serve(date: string): Promise<void> {
    const queue = this.queues.get(date)!
    while (queue.length > 0) {
      const batch = queue.splice(0, sizeOfBatch(queue))
      this.waiting -= batch.length
      await this.answer(batch.filter(isInTime))
    }
    this.queues.delete(date)
  }

  private async answer(batch: Waiting<Request, Answer>[]): Promise<void> {
    if (batch.length === 0) return
    try {
      const answers = await batch[0]!.together(batch.map(({ request }) => request))
      batch.forEach((one, i) => (answers[i] === undefined ? this.setAside(one) : one.resolve(answers[i])))
    } catch (error) {
      // Where the connection was lost the batch may have been committed: nothing may be placed again.
      if (batch.length > 1 && isRolledBack(error)) {
        await Promise.all(batch.map(placeAlone))
      } else {
        batch.forEach(({ reject }) => reject(error))
      }
    }
  }

  private setAside(one: Waiting<Request, Answer>): void {
    const queue = this.aside.get(one.owner)
    if (queue) {
      return this.waitIn(queue, one)
    }
    this.aside.set(one.owner, [])
    void this.serveAside(one)
  }

  private async serveAside(first: Waiting<Request, Answer>): Promise<void> {
    const queue = this.aside.get(first.owner)!
    for (let one: typeof first | undefined = first; one; one = queue.shift()) {
      if (one !== first) this.waiting -= 1
      await placeAlone(one)
    }
    this.aside.delete(first.owner)
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

/** Refuses who has waited too long. */
const isInTime = ({ givenUpAt, reject }: Pick<Waiting<unknown, unknown>, "givenUpAt" | "reject">): boolean => {
  const late = Date.now() > givenUpAt
  if (late) reject(tooBusy())
  return !late
}

const placeAlone = async <Request, Answer>(one: Waiting<Request, Answer>): Promise<void> => {
  if (isInTime(one)) await one.alone(one.request).then(one.resolve, one.reject)
}
