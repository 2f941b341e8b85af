import v8 from "node:v8"
import vm from "node:vm"

/** Bytes that are in use after everything unused is gone; the server lives in this process. */
export function settledHeap(): number {
  v8.setFlagsFromString("--expose-gc")
  const collect = vm.runInNewContext("gc") as () => void
  for (let i = 0; i < 3; i++) collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
