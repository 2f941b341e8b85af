import type { BookingOptions } from "./options"

let loaded: BookingOptions | undefined

/** Kept by the module's loader for what Medusa loads without a container: the files of hooks. */
export const keepOptions = (options: BookingOptions): void => {
  loaded = options
}

/** Undefined where the module has not been loaded, as in a script that only imports a workflow. */
export const loadedOptions = (): BookingOptions | undefined => loaded
