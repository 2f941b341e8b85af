/**
 * Who has been told that he holds a unit and has not yet sent it back, counted on the buyers' side: whatever the
 * database says, more of them than units is overselling. A hold that is left alone counts until its deadline.
 */
export class HolderLedger {
  #held = new Map()
  oversold = []

  constructor(capacities) {
    this.capacities = capacities
  }

  gets({ id, resource_id, dates, quantity, expires_at }) {
    for (const date of dates) {
      const key = `${resource_id} ${date}`
      const holders = this.#held.get(key) ?? new Map()
      for (const [other, deadline] of holders) if (deadline <= Date.now()) holders.delete(other)
      holders.set(id, Date.parse(expires_at))
      this.#held.set(key, holders)
      const units = holders.size * quantity
      if (units > this.capacities.get(resource_id)) this.oversold.push(`${key}: ${units} units held, the last by ${id}`)
    }
  }

  givesBack({ id, resource_id, dates }) {
    for (const date of dates) this.#held.get(`${resource_id} ${date}`)?.delete(id)
  }
}
