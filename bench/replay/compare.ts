import type { Occupancy } from "./occupancy"

/** What the plugin says of one date of one room. */
export interface SeenDate {
  room: string
  date: string
  /** Units gone from the counter: maximum less available. */
  counted: number
  /** Units of its allocations, added up. */
  allocated: number
  /** Units of holds that nobody confirmed. */
  held: number
}

/** One sentence for each date on which the plugin and the file disagree, and for each it never told of. */
export function differences(expected: Occupancy, seen: SeenDate[]): string[] {
  const found = seen.flatMap(({ room, date, counted, allocated, held }) => {
    const units = expected.get(room)?.get(date) ?? 0
    if (counted === units && allocated === units && held === 0) return []
    return [`${room} on ${date}: ${units} in the file, ${counted} by the counter, ${allocated} allocated, ${held} held`]
  })
  const told = new Set(seen.map(({ room, date }) => `${room} on ${date}`))
  const untold = [...expected].flatMap(([room, nights]) =>
    [...nights]
      .filter(([date, units]) => units > 0 && !told.has(`${room} on ${date}`))
      .map(([date, units]) => `${room} on ${date}: ${units} in the file, nothing from the plugin`),
  )
  return [...found, ...untold]
}

/** One sentence for each booking that was refused though it should not have been, or the other way round. */
export function wronglyDecided(expected: number[], refused: number[]): string[] {
  const should = new Set(expected)
  const was = new Set(refused)
  return [
    ...refused.filter((line) => !should.has(line)).map((line) => `the booking of line ${line} was refused`),
    ...expected.filter((line) => !was.has(line)).map((line) => `the booking of line ${line} was not refused`),
  ]
}
