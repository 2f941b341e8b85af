// PostgreSQL's own auto_explain tells the plan of what really ran: with its parameters bound, and inside the verbs'
// functions under the functions' settings. A clock at every node would cost more than most statements.
const SETTINGS = {
  "auto_explain.log_min_duration": "0",
  "auto_explain.log_buffers": "on",
  "auto_explain.log_settings": "on",
  "auto_explain.log_timing": "off",
  "auto_explain.log_parameter_max_length": "0",
  client_min_messages: "log",
}
// Counting rows and telling what ran inside a function takes longer than running it, so that is not timed.
const DETAILS = ["auto_explain.log_analyze", "auto_explain.log_nested_statements"]

const MESSAGE = /^duration: ([\d.]+) ms {2}plan:\nQuery Text: ([^]*?)\n(\S.*\(cost=[^]*)$/

/**
 * Watches a connection of `pg`. `timed(work)` answers how many milliseconds its statements took in the server.
 * `explained(work)` answers `{ answer, statements }`: what the work answered, and what it made the connection run, as
 * `{ text, plan, buffers, scans, isSent }` in the order in which they ended. Those that the client sent count the buffers
 * of all that ran inside them.
 */
export async function watchPlans(connection) {
  await connection.query("load 'auto_explain'")
  for (const [name, value] of Object.entries(SETTINGS)) await connection.query(`set ${name} = '${value}'`)
  let statements = []
  const sent = new Set()
  connection.on("notice", ({ message }) => {
    const told = MESSAGE.exec(message)
    if (told) statements.push(readPlan(told))
  })
  const query = connection.query.bind(connection)
  connection.query = (...call) => {
    sent.add(call[0].text ?? call[0])
    return query(...call)
  }
  const watched = async (work, details) => {
    for (const name of DETAILS) await query(`set ${name} = '${details}'`)
    statements = []
    const answer = await work()
    return { answer, statements: statements.map((statement) => ({ ...statement, isSent: sent.has(statement.text) })) }
  }
  return {
    timed: async (work) => (await watched(work, "off")).statements.reduce((sum, { ms }) => sum + ms, 0),
    explained: (work) => watched(work, "on"),
  }
}

function readPlan([, ms, text, lines]) {
  // What was expected is left out: what happened stands behind it.
  const plan = lines.replaceAll(/ \(cost=\S+ rows=\d+ width=\d+\)/g, "").trim()
  return { text, plan, ms: Number(ms), buffers: buffersOf(plan), scans: scansOf(plan) }
}

/** The first node counts what all below it touched, in memory or on disk; temporary files are another matter. */
function buffersOf(plan) {
  const [, counts = ""] = /Buffers: shared ([^,\n]*)/.exec(plan) ?? []
  return [...counts.matchAll(/(?:hit|read)=(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0)
}

/** Every index that the plan reads, and every table that it reads row by row. */
const scansOf = (plan) =>
  [
    /Seq Scan on (?<table>\w+)/g,
    /Index (?:Only )?Scan (?:Backward )?using (?<index>\w+)/g,
    /Bitmap Index Scan on (?<index>\w+)/g,
  ].flatMap((pattern) => Array.from(plan.matchAll(pattern), ({ groups: { table, index } }) => ({ table, index })))
