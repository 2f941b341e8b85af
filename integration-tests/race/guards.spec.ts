import { raceSuite } from "../helpers/race-suite"
import { scenarios } from "./scenarios"

raceSuite((suite) => {
  for (const { name, run } of scenarios) {
    it(name, () => run(suite), 180_000)
  }
})
