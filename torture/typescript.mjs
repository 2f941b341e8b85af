import { createRequire } from "node:module"

// The helpers of the integration tests as they are: the torture judges by the same invariants.
const require = createRequire(import.meta.url)
require("ts-node/register/transpile-only")

export const { invariantFaults, expectOrdersServed } = require("../integration-tests/helpers/invariants.ts")
export const { openDb } = require("../integration-tests/helpers/database.ts")
export const { medusaEnv } = require("../integration-tests/helpers/medusa-command.ts")
export const { noLock, takeAnyway, withMutation, withoutConstraint } = require("../integration-tests/helpers/mutate.ts")
