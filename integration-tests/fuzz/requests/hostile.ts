import fc from "fast-check"

/** Text that breaks what was not written for it. */
const TEXTS = [
  ...[
    "",
    " ",
    "\t\n",
    "null",
    "undefined",
    "NaN",
    "Infinity",
    "-0",
    "1e309",
    "0x10",
    "true",
    "[]",
    "{}",
    "[object Object]",
  ],
  ...[
    "\u0000",
    "res_\u0000",
    "\ud800",
    "a\udc00b",
    "\u202egnp.exe",
    "e\u0301\u0301\u0301",
    "👩‍👩‍👧‍👦",
    "\ufeff",
    "ﷺ",
    "𝕳𝖔𝖑𝖉",
  ],
  ...[
    "' or '1'='1",
    "'; drop table resource_hold; --",
    "\\'; --",
    "$1",
    "%",
    "_",
    "a' || pg_sleep(5) || '",
    '"',
    "`id`",
  ],
  ...["__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "constructor.prototype"],
  ...[
    "../../etc/passwd",
    "..%2f..%2f",
    "%00",
    "<script>alert(1)</script>",
    "${7*7}",
    "{{7*7}}",
    "=cmd()",
    "\r\nset-cookie: a=b",
  ],
  ...[
    "2027-02-30",
    "0000-00-00",
    "9999-12-31",
    "-2027-01-01",
    "+275760-09-13",
    "2027-1-1",
    "20270101",
    "infinity",
    "now",
  ],
  ...["24:00", "2027-01-01T00:00:00+99:99", "9".repeat(400), "x".repeat(10_000), "🦘".repeat(2_500)],
]

const NUMBERS = [
  ...[0, -0, -1, 0.1, 1.5, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 31 - 1, -(2 ** 31) - 1],
  ...[2 ** 53, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 5e-324],
]

/** Objects whose own names are those of every object's prototype: made of text, as a body is. */
const POLLUTERS = [
  '{"__proto__": {"polluted": true}}',
  '{"constructor": {"prototype": {"polluted": true}}}',
  '{"__proto__": null, "toString": 1, "hasOwnProperty": "x"}',
  '{"length": 1e9}',
].map((text) => JSON.parse(text) as unknown)

const nested = (depth: number): unknown => {
  let value: unknown = []
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value }
  return value
}

export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
)

export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], [null], nested(200)) },
  { weight: 1, arbitrary: fc.constantFrom(...POLLUTERS) },
  { weight: 1, arbitrary: fc.constantFrom(Array<number>(5_000).fill(1), Array<string>(3_000).fill("2027-05-01")) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/** A name that no schema has. */
export const hostileName = fc.constantFrom(
  "__proto__",
  "constructor",
  "owner_key",
  "$where",
  "status",
  "",
  "a.b",
  "x[y]",
)
