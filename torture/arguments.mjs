import { parseArgs } from "node:util"
import { PlainError } from "../scripts/lib/plain-error.mjs"
import { KINDS } from "./faults/kinds.mjs"

const OPTIONS = {
  minutes: { type: "string", default: "3" },
  seed: { type: "string" },
  servers: { type: "string", default: "3" },
  faults: { type: "string" },
  attempts: { type: "string" },
  "without-guard": { type: "boolean", default: false },
}

/** What the command line asks for; a wrong word ends the run with one sentence. */
export function readArguments(given = process.argv.slice(2)) {
  const { values } = parsed(given)
  const minutes = Number(values.minutes)
  if (!(minutes > 0 && minutes <= 24 * 60)) throw new PlainError("--minutes must be a number above 0, such as 3.")
  const attempts = values.attempts === undefined ? undefined : whole("--attempts", values.attempts, 1)
  // Many attempts are made past the proxy, where a killed server is what a buyer meets.
  const usual = attempts === undefined ? Object.keys(KINDS) : ["kill-server"]
  const faults = values.faults === undefined ? usual : values.faults.split(",").filter(Boolean)
  const unknown = faults.find((kind) => !Object.hasOwn(KINDS, kind))
  if (unknown) throw new PlainError(`--faults knows ${Object.keys(KINDS).join(", ")}, and not ${unknown}.`)
  const withoutGuard = values["without-guard"]
  return {
    minutes,
    seed: values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole("--seed", values.seed, 0),
    servers: whole("--servers", values.servers, 1),
    attempts,
    // Without its guard the shop is broken enough: what is seen shall be the guard's absence and nothing else.
    faults: withoutGuard ? [] : faults,
    withoutGuard,
  }
}

function parsed(args) {
  try {
    return parseArgs({ args, options: OPTIONS, strict: true })
  } catch (error) {
    throw new PlainError(`npm run torture: ${error.message}`)
  }
}

function whole(name, text, least) {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < least) {
    throw new PlainError(`${name} must be a whole number, ${least} or more, not ${text}.`)
  }
  return number
}
