import { day, days, OPEN_DAYS } from "../shop.mjs"

/**
 * What a client is going to do, a visit after the other: drawn from its dice alone and never from an answer, so that
 * the plan is the same however the shop behaves. What a plan picks from a list that grows (`pick`) it says by a number.
 */
export function* buyerVisits(dice, resources, name) {
  for (let n = 0; ; n++) {
    const after = dice.weighted({ release: 40, leave: 8, extend: 14, confirm: 20, race: 10, again: 8 })
    yield {
      think_ms: dice.between(5, 60),
      // Now and then somebody comes back under the same name, so that limits of an owner are met.
      email: `${name}-${n - (n % dice.between(1, 4))}@example.com`,
      token: dice.roll(10) ? `${name}-${n}` : undefined,
      items: items(dice, resources, dice.weighted({ 1: 6, 2: 3, 3: 1 })),
      resend: dice.weighted({ none: 12, once: 3, crowd: 2, other: 1 }),
      look: dice.roll(4) === 0,
      pause_ms: dice.roll(3) ? dice.between(0, 100) : dice.between(500, 3_000),
      after,
      minutes: dice.between(1, 5),
    }
  }
}

export function* cartVisits(dice, resources, name) {
  for (let n = 0; ; n++) {
    const first = dice.between(1, OPEN_DAYS - 2)
    yield {
      think_ms: dice.between(50, 300),
      email: `${name}-${n}@example.com`,
      token: `${name}-${n}`,
      resource: resources[dice.roll(resources.length)],
      dates: days(first, first + dice.roll(2)),
      paid: dice.weighted({ asked: 3, authorized: 2, captured: 2 }),
      webhooks: dice.roll(3),
      completions: dice.between(1, 2),
      meanwhile: dice.weighted({ nothing: 6, release: 1, sweep: 1 }),
      ends: dice.weighted({ order: 6, abandoned: 1, emptied: 1 }),
      cancelled: dice.roll(2) === 0,
    }
  }
}

export function* staffVisits(dice, resources) {
  for (;;) {
    const resource = resources[dice.roll(resources.length)]
    const first = dice.between(1, OPEN_DAYS - 5)
    yield {
      think_ms: dice.between(50, 400),
      verb: dice.weighted({ book: 3, capacity: 3, blackout: 2, open: 4, move: 5, cancel: 12 }),
      resource,
      dates: someDates(dice),
      quantity: dice.between(1, 2),
      pick: dice.roll(1_000_000),
      range: days(first, first + dice.roll(5)),
      max_capacity: dice.between(0, resource.capacity + 1),
      clamp: dice.roll(2) === 0,
      scope: dice.weighted({ resource: 6, type: 2, all: 1 }),
      on_conflict: [undefined, "keep", "release_holds"][dice.roll(3)],
    }
  }
}

export function* jobVisits(dice) {
  for (;;) {
    const name = dice.weighted({
      "cleanup-expired-holds": 5,
      "reconcile-bookings": 2,
      "notify-expiring-holds": 2,
      "keep-capacity-open": 1,
    })
    yield { think_ms: dice.between(300, 2_500), name }
  }
}

/** Claims of so many resources, each once: what one request wants. */
function items(dice, resources, count) {
  const chosen = dice.shuffled(resources).slice(0, Number(count))
  return chosen.map(({ id }) => ({ resource_id: id, dates: someDates(dice), quantity: dice.roll(5) ? 1 : 2 }))
}

function someDates(dice) {
  const dates = Array.from({ length: dice.between(1, 4) }, () => day(dice.between(1, OPEN_DAYS)))
  return [...new Set(dates)].sort()
}
