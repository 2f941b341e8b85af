import fs from "node:fs"
import path from "node:path"

/** Of these a second copy breaks an app at run time: two registries, two schemas, two React trees. */
const SINGLE = /^(@medusajs\/.+|@mikro-orm\/.+|zod|pg|awilix|react|react-dom)$/

/** Every installed package below `app`: its place in node_modules, name and version. */
export function installed(app) {
  const found = new Map()
  const visit = (modules) => {
    for (const name of packagesIn(modules)) {
      const folder = path.join(modules, name)
      const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"))
      found.set(path.relative(app, folder), { name, version })
      visit(path.join(folder, "node_modules"))
    }
  }
  visit(path.join(app, "node_modules"))
  return found
}

/** One sentence for every package that must be single and that came, changed or went between the two. */
export function disturbed(before, after) {
  const places = [...new Set([...before.keys(), ...after.keys()])]
  return places.flatMap((place) => {
    const [was, is] = [before.get(place), after.get(place)]
    if (!SINGLE.test((is ?? was).name) || was?.version === is?.version) return []
    if (!was) return [`${place} ${is.version} came with it`]
    return [is ? `${place} went from ${was.version} to ${is.version}` : `${place} ${was.version} is gone`]
  })
}

/** Names and versions of what came. */
export const added = (before, after) =>
  [...after].filter(([place]) => !before.has(place)).map(([, { name, version }]) => `${name} ${version}`)

function packagesIn(modules) {
  if (!fs.existsSync(modules)) return []
  const inScope = (name) =>
    name.startsWith("@") ? fs.readdirSync(path.join(modules, name)).map((one) => `${name}/${one}`) : [name]
  return fs
    .readdirSync(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap(inScope)
    .filter((name) => fs.existsSync(path.join(modules, name, "package.json")))
}
