import { PlainError } from "../lib/plain-error.mjs"

const endings = []
let ending = false

/** Registers what to undo when the run ends; undone in reverse order, once. */
export function atEnd(undo) {
  endings.push(undo)
}

export const isEnding = () => ending

/**
 * Runs `main`, which returns the promise to serve on: it settles only when something failed.
 * Ctrl-C ends the run cleanly; a failure is told in one sentence with exit code 1.
 */
export async function run(main) {
  let serving = false
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(name, () => end(serving ? 0 : 130, "\nStopping …"))
  }
  endWithNpm(() => end(serving ? 0 : 130, "\nStopping …"))
  try {
    const served = await main()
    serving = true
    await served.untilFailure
  } catch (error) {
    await end(1, sentence(error))
  }
}

/** npm hands a SIGTERM to its shell, which dies of it without a word to us: then we are an orphan. */
export function endWithNpm(stop) {
  const shell = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== shell && stop(), 500).unref()
}

async function end(code, message) {
  if (ending) return
  ending = true
  console[code === 1 ? "error" : "log"](message)
  for (const undo of endings.reverse()) {
    await Promise.resolve()
      .then(undo)
      .catch((error) => {
        code ||= 1
        console.error(sentence(error))
      })
  }
  if (code !== 1) console.log("Stopped.")
  process.exit(code)
}

function sentence(error) {
  if (error instanceof PlainError) return error.message
  const where = error?.stack?.split("\n")[1]?.trim() ?? ""
  return `Something unforeseen happened: ${error?.message || error} ${where && `(${where})`}`
}
