import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { wordFor } from "./figures.mjs"
import { root } from "./paths.mjs"
import { POSTGRES_SETTINGS } from "./stage.mjs"

const RESULTS = path.join(root, "bench/results/latest.json")
const PAGE = path.join(root, "docs/benchmarks.md")
const MARK = "<!-- npm run bench -- --write puts here what it prints -->\n"

/** Prints what was measured and writes it to bench/results/latest.json, with `write` to docs/benchmarks.md as well. */
export async function report({ figures, client, run, write }) {
  figures.addUnwanted()
  const result = { machine: { ...(await machine(client)), ...run }, measures: figures.measures }
  console.log(`\n${figures.table()}\n\n${figures.summary}`)
  fs.mkdirSync(path.dirname(RESULTS), { recursive: true })
  fs.writeFileSync(RESULTS, `${JSON.stringify(result, null, 2)}\n`)
  console.log(`Written: ${path.relative(root, RESULTS)}`)
  if (write) writePage(result, figures.summary)
}

async function machine(client) {
  const { rows } = await client.query("select current_setting('server_version') as version")
  return {
    cpu: os.cpus()[0]?.model.trim(),
    cores: os.cpus().length,
    memory_gb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    postgresql: rows[0].version,
    postgresql_settings: POSTGRES_SETTINGS,
    date: new Date().toISOString().slice(0, 10),
  }
}

function writePage({ machine, measures }, summary) {
  const rows = measures.map(
    ({ name, value, unit, bar, met }) =>
      `| ${name} | ${value ?? "–"} ${unit} | ${bar ?? ""} | ${wordFor({ bar, met, missed: "**missed**" })} |`,
  )
  const where = `${machine.cores} cores (${machine.cpu}), Node ${machine.node}, PostgreSQL ${machine.postgresql}, ${machine.date}. ${summary}.`
  const [prose] = fs.readFileSync(PAGE, "utf8").split(MARK)
  fs.writeFileSync(
    PAGE,
    `${prose}${MARK}\n${where}\n\n| measure | value | bar | |\n|---|--:|--:|---|\n${rows.join("\n")}\n`,
  )
}
