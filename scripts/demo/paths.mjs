import path from "node:path"

export const root = path.resolve(import.meta.dirname, "../..")

/** A dot folder: `medusa develop` watches all others and would restart at each write. */
export const demoDir = path.join(root, ".demo")
export const dataDir = path.join(demoDir, "postgres")
export const demoFile = path.join(demoDir, "demo.json")

/** tsconfig's outDir: `medusa plugin:build` owns .medusa/server. */
export const appDir = path.join(root, ".medusa/app")

export const relative = (file) => path.relative(root, file)
