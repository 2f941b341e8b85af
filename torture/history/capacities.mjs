/**
 * What the capacity of a date may have been, from all edits that name it. A value may be in force from its sending until
 * the reply to an edit that surely came after it; one that nobody answered may be in force at any time after.
 */
export class Capacities {
  constructor(edits) {
    const byDate = edits.slice().sort((a, b) => a.from - b.from)
    // Of the acknowledged edits that were sent after a moment, the first to be answered.
    const firstDone = new Array(byDate.length + 1).fill(Infinity)
    for (let i = byDate.length - 1; i >= 0; i--) firstDone[i] = Math.min(firstDone[i + 1], byDate[i].done)
    this.edits = byDate.map((edit) => ({ ...edit, until: firstDone[firstAfter(byDate, edit.done)] }))
  }

  get hasClamp() {
    return this.edits.some(({ clamp }) => clamp)
  }

  largest(from, to) {
    return this.inForce(from, to).reduce((most, { value }) => Math.max(most, value), 0)
  }

  /** Nothing surely stood before the first edit was answered. */
  smallest(from, to) {
    return this.isOpen(from) ? this.inForce(from, to).reduce((least, { value }) => Math.min(least, value), Infinity) : 0
  }

  /** Whether the date surely had a capacity by then. */
  isOpen(at) {
    return this.edits.some(({ done }) => done < at)
  }

  inForce(from, to) {
    return this.edits.filter((edit) => edit.from <= to && edit.until >= from)
  }
}

function firstAfter(edits, time) {
  let low = 0
  let high = edits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (edits[middle].from > time) high = middle
    else low = middle + 1
  }
  return low
}
