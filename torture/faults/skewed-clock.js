/**
 * Loaded into a server before all else (`--require`): its calendar clock is off by as many milliseconds as the file in
 * TORTURE_CLOCK_FILE says, from a moment after that is written. Timers and monotonic clocks go on as they are, as they
 * do when a machine's clock is set.
 */
const fs = require("node:fs")

const file = process.env.TORTURE_CLOCK_FILE
const Real = globalThis.Date
let offset = 0

const now = () => Real.now() + offset
const read = () => {
  try {
    offset = Number(fs.readFileSync(file, "utf8")) || 0
  } catch {
    offset = 0
  }
}

globalThis.Date = new Proxy(Real, {
  construct: (target, args, made) => Reflect.construct(target, args.length > 0 ? args : [now()], made),
  apply: () => new Real(now()).toString(),
  get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
})
read()
setInterval(read, 200).unref()
