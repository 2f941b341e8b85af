/** What the desk knows of: the allocations and blackouts whose making was answered, for staff to pick from. */
export class Desk {
  #allocations = []
  #blackouts = []

  remember({ status, body }) {
    if (status !== 200 && status !== 201) return
    this.#allocations.push(...(body.allocations ?? (body.allocation ? [body.allocation] : [])))
    if (body.blackout) this.#blackouts.push(body.blackout.id)
  }

  takeAllocation = (pick) => take(this.#allocations, pick)
  takeBlackout = (pick) => take(this.#blackouts, pick)
}

const take = (list, pick) => (list.length === 0 ? undefined : list.splice(pick % list.length, 1)[0])
