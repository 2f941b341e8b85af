const { default: Sequencer } = require("@jest/test-sequencer")

// A mistake in a rule should be reported by the test that takes a millisecond.
const ORDER = ["unit", "module", "http", "browser", "race", "rounds", "mutations"]

const rank = ({ path }) => ORDER.findIndex((suite) => path.includes(`/integration-tests/${suite}/`))

module.exports = class CheapestFirst extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path))
  }
}
