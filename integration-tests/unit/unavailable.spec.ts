import { isRolledBack, unavailable } from "../../src/modules/resource_booking/errors"

const PLACE = "select rb_place_holds_1($1::jsonb) as answer"
const failed = (message: string, code?: string) => Object.assign(new Error(message), code === undefined ? {} : { code })

/** What the driver says of a lost connection, and what Node and the system say through it. */
const lost: { message: string; code?: string }[] = [
  { message: "Connection terminated" },
  { message: "Connection terminated unexpectedly" },
  { message: "Connection terminated due to connection timeout" },
  { message: "timeout expired" },
  { message: "Query read timeout" },
  { message: "Client has encountered a connection error and is not queryable" },
  { message: "Client was closed and is not queryable" },
  { message: "terminating connection due to administrator command", code: "57P01" },
  { message: "terminating connection because of crash of another server process", code: "57P02" },
  { message: "the database system is in recovery mode", code: "57P03" },
  { message: "terminating connection due to idle-session timeout", code: "57P05" },
  { message: "terminating connection due to idle-in-transaction timeout", code: "25P03" },
  { message: "server closed the connection unexpectedly", code: "08006" },
  { message: "read ECONNRESET", code: "ECONNRESET" },
  { message: "connect ECONNREFUSED 127.0.0.1:5432", code: "ECONNREFUSED" },
  { message: "write EPIPE", code: "EPIPE" },
  { message: "read ETIMEDOUT", code: "ETIMEDOUT" },
  { message: "getaddrinfo ENOTFOUND db", code: "ENOTFOUND" },
  { message: "getaddrinfo EAI_AGAIN db", code: "EAI_AGAIN" },
  { message: "This socket has been ended by the other party", code: "EPIPE" },
  { message: "write after end", code: "ERR_STREAM_WRITE_AFTER_END" },
  { message: "Cannot call write after a stream was destroyed", code: "ERR_STREAM_DESTROYED" },
]

describe("a lost connection", () => {
  it.each(lost)(
    "$message $code: alone and behind the statement it is busy, and nobody may think it rolled back",
    ({ message, code }) => {
      for (const said of [message, `${PLACE} - ${message}`, `BEGIN; - ${message}`]) {
        const error = failed(said, code)
        expect(unavailable(error)).toMatchObject({
          code: "busy",
          message: expect.stringMatching(/^The database was lost/) as string,
        })
        expect(isRolledBack(error)).toBe(false)
        expect(isRolledBack(Object.assign(unavailable(error)!, { cause: error }))).toBe(false)
      }
    },
  )

  it.each([
    [`${PLACE} - invalid input syntax for type json - Connection terminated unexpectedly`, "22P02"],
    ["insert into x values ('note - Connection terminated unexpectedly') - syntax error", "42601"],
    ["Cannot read properties of undefined (reading 'Connection terminated')", undefined],
  ])("is not what somebody has merely written: %s", (message, code) => {
    expect(unavailable(failed(message, code))).toBeUndefined()
  })
})
