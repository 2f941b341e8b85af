/**
 * Stands for an object that exists only once a hook has run, so that a suite can take it apart while it is being
 * declared. Methods stay bound to the object that is there at the time of the call.
 */
export function lazily<T extends object>(what: string, current: () => T | undefined): T {
  return new Proxy({} as T, {
    get(_, property) {
      const target = current()
      if (!target) throw new Error(`${what} exists only while a test or a hook runs`)
      const value: unknown = Reflect.get(target, property)
      return typeof value === "function" ? (value.bind(target) as unknown) : value
    },
  })
}
