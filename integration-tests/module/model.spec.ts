import fc from "fast-check"
import { expectInvariants } from "../helpers/invariants"
import { moduleSuite } from "../helpers/module-suite"
import { withMutation } from "../helpers/mutate"
import { Actual } from "./model/actual"
import { Ledger } from "./model/ledger"
import { Tally } from "./model/step"
import { steps } from "./model/verbs"
import { OPTIONS } from "./model/world"

/**
 * The same sequences in every run, so that a failure is the change's doing. `FC_SEED=$RANDOM FC_RUNS=1000 npm run
 * test:module -- model` looks elsewhere and deeper; the seed of a failure repeats it.
 */
const RUNS = Number(process.env.FC_RUNS ?? 100)
const SEED = Number(process.env.FC_SEED ?? 20261122)
const PLENTY_OF_TIME = 20 * 60_000

moduleSuite(
  ({ service, db }) => {
    const capacity = fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 1, max: 3 }) },
      { weight: 1, arbitrary: fc.constant(0) },
    )

    /** After each of any sequence of verbs, the database answers and holds what the ledger says. */
    const agreement = (tally: Tally) =>
      fc.asyncProperty(
        fc.tuple(capacity, capacity, capacity),
        fc.commands([steps(tally)], { maxCommands: 100, size: "max" }),
        async (capacities, commands) => {
          const actual = await Actual.begin(service, db, capacities)
          await fc.asyncModelRun(() => ({ model: new Ledger(capacities), real: actual }), commands)
          await expectInvariants(db, OPTIONS)
        },
      )

    it(
      "any sequence of verbs does what a ledger on paper says",
      async () => {
        const tally = new Tally()
        try {
          await fc.assert(agreement(tally), { seed: SEED, numRuns: RUNS })
        } finally {
          process.stdout.write(`model: FC_SEED=${SEED} FC_RUNS=${RUNS}\n${tally}\n`)
        }
        // A verb that is always refused agrees with every ledger.
        if (RUNS >= 50) expect(tally.verbs).toHaveLength(30)
      },
      PLENTY_OF_TIME,
    )

    it.each([
      {
        fault: "units come back for sale on a date the operator wants smaller",
        name: "rb_return_units_1",
        from: /least\(r\.quantity, [^\n]*\) as withheld/,
        to: "0 as withheld",
      },
      {
        fault: "a hold that ends forgets its last date",
        name: "rb_return_hold_units_1",
        from: "cross join unnest(h.dates) as d",
        to: "cross join unnest(h.dates[1:greatest(1, cardinality(h.dates) - 1)]) as d",
      },
      {
        fault: "a blackout ends a day early",
        name: "rb_blacked_out_dates_1",
        from: "between b.start_date and b.end_date",
        to: "between b.start_date and b.end_date - 1",
      },
      {
        fault: "what a cart retakes is taken from nobody",
        name: "rb_claim_cart_1",
        from: "perform rb_take_units_1(v_resource_ids, v_dates, v_quantities);",
        to: "null;",
      },
    ])(
      "where $fault, a few verbs show it",
      async ({ name, from, to }) => {
        const found = await withMutation(
          db,
          name,
          (definition) => definition.replace(from, to),
          () =>
            fc.check(agreement(new Tally()), {
              seed: SEED,
              numRuns: 200,
              interruptAfterTimeLimit: PLENTY_OF_TIME / 10,
            }),
        )
        expect(found).toMatchObject({ failed: true })
        const verbs = [...(found.counterexample![1] as unknown as Iterable<{ hasRan: boolean }>)].filter(
          ({ hasRan }) => hasRan,
        )
        process.stdout.write(`model: caught by ${found.counterexample!.map(String).join(" ")}\n`)
        expect(verbs.length).toBeLessThanOrEqual(8)
      },
      PLENTY_OF_TIME,
    )
  },
  { options: OPTIONS },
)
