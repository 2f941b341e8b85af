import type { ExecArgs } from "@medusajs/framework/types"
import type ResourceBookingModuleService from "../../../../src/modules/resource_booking/service"
import { callsOf, type Calls } from "./calls"

type Command = { call: string; callers: number; ms: number; rate?: number }

/**
 * `medusa exec`, started with a channel to its parent: on `{ call, callers, ms, rate? }` each of so many callers calls
 * the module for so long, once at least. Answers with calls a second, latencies and this process's CPU per call, in ms.
 */
export default async function serveCalls({ container, args }: ExecArgs): Promise<void> {
  const service = container.resolve<ResourceBookingModuleService>("resource_booking")
  const calls = await callsOf(service, JSON.parse(args[0]!) as { resources: number; dates: number })
  await new Promise<void>((resolve) => {
    process.on("disconnect", resolve)
    process.on("message", (command: Command) => void measure(calls, command).then((answer) => process.send!(answer)))
    process.send!("ready")
  })
}

async function measure(calls: Calls, { call, callers, ms, rate }: Command) {
  const { percentile } = await import("../../../lib/numbers.mjs")
  const next = calls[call]!
  const times: number[] = []
  const outcomes: Record<string, number> = {}
  const cpu = process.cpuUsage()
  const started = performance.now()
  const one = async () => {
    const from = performance.now()
    const outcome = await next().then(
      () => "ok",
      (error: { code?: string; message: string }) => error.code ?? error.message,
    )
    times.push(performance.now() - from)
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  }
  const caller = async (n: number) => {
    let calls = 0
    do {
      if (rate) await until(started + ((calls++ * callers + n) * 1000) / rate)
      await one()
    } while (performance.now() - started < ms)
  }
  await Promise.all(Array.from({ length: callers }, (_, n) => caller(n)))
  const used = process.cpuUsage(cpu)
  return {
    perSecond: (times.length * 1000) / (performance.now() - started),
    p50: percentile(times, 50),
    p95: percentile(times, 95),
    p99: percentile(times, 99),
    nodeCpu: (used.user + used.system) / 1000 / times.length,
    statuses: outcomes,
  }
}

const until = (moment: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())))
