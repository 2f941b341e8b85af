/** Which folders of integration-tests run: `TEST_SUITES=module,http jest …`. Mutations and rounds are runs of their own. */
const suites = (process.env.TEST_SUITES ?? "unit,module,http,race").split(",")

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: suites.map((suite) => `<rootDir>/integration-tests/${suite}/**/*.spec.ts`),
  testSequencer: "./integration-tests/setup/cheapest-first.js",
  globalSetup: "./integration-tests/setup/start-postgres.mjs",
  globalTeardown: "./integration-tests/setup/stop-postgres.mjs",
  setupFiles: ["./integration-tests/setup/before-each-file.js"],
  reporters: ["default", "<rootDir>/integration-tests/setup/everything-seen.js"],
  testTimeout: 60_000,
  // Races want the machine to themselves; `--maxWorkers=2` is for the other suites.
  maxWorkers: 1,
  moduleFileExtensions: ["js", "ts", "json"],
  // The built package below .medusa carries the same package name as the root.
  modulePathIgnorePatterns: ["<rootDir>/.medusa/", "<rootDir>/.demo/", "<rootDir>/.test/"],
  transform: {
    "^.+\\.[jt]s$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript", decorators: true },
          target: "es2022",
          transform: { decoratorMetadata: true },
        },
        // Dynamic imports stay what they are: they load the ES modules in scripts.
        module: { type: "commonjs", ignoreDynamic: true },
        sourceMaps: "inline",
      },
    ],
  },
  collectCoverageFrom: ["src/**/*.ts", "!src/admin/**", "!src/**/*.d.ts"],
  coverageReporters: ["text", "lcovonly", "json-summary"],
  coverageThreshold: { global: { lines: 90 } },
}
