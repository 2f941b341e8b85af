import js from "@eslint/js"
import reactHooks from "eslint-plugin-react-hooks"
import tseslint from "typescript-eslint"

export default tseslint.config(
  { ignores: ["node_modules", ".medusa", ".demo", ".test", "coverage", "**/*.d.ts"] },
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.test.json", "./src/admin/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      // The facts in a refusal come out of PostgreSQL as unknown and go into its sentence.
      "@typescript-eslint/restrict-template-expressions": "off",
      "@typescript-eslint/no-base-to-string": "off",
      // A method with one shape for all may be async without awaiting anything yet.
      "@typescript-eslint/require-await": "off",
      // Express and Medusa take async handlers where their types say void.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
    },
  },
  {
    files: ["**/*.{ts,tsx,mjs,js}"],
    rules: {
      "@typescript-eslint/no-unused-vars": unusedVars(),
      "no-unused-vars": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
    plugins: { "@typescript-eslint": tseslint.plugin },
  },
  {
    files: ["src/admin/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
  {
    files: ["integration-tests/**/*.ts"],
    rules: {
      // Jest's matchers (expect.any and the like) are any by declaration.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      // Suites are taken apart while they are declared; their methods are bound.
      "@typescript-eslint/unbound-method": "off",
      // Drivers and workflows throw plain objects, and so must a test of what we make of them.
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/prefer-promise-reject-errors": "off",
    },
  },
  {
    files: ["**/*.{mjs,js}"],
    languageOptions: { globals: nodeGlobals() },
  },
  {
    files: ["**/*.js"],
    languageOptions: { sourceType: "commonjs" },
  },
)

function unusedVars() {
  const ignored = "^_"
  return [
    "error",
    {
      argsIgnorePattern: ignored,
      varsIgnorePattern: ignored,
      caughtErrorsIgnorePattern: ignored,
      destructuredArrayIgnorePattern: ignored,
      ignoreRestSiblings: true,
    },
  ]
}

/** The names that Node gives to every script; TypeScript knows them from its own types. */
function nodeGlobals() {
  const names = [
    ...["process", "console", "Buffer", "URL", "URLSearchParams", "fetch", "performance", "structuredClone"],
    ...["setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate", "queueMicrotask"],
    ...["AbortController", "AbortSignal", "TextDecoder", "TextEncoder", "require", "module", "__dirname", "__filename"],
  ]
  return Object.fromEntries(names.map((name) => [name, "readonly"]))
}
