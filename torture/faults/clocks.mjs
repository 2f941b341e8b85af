import fs from "node:fs"

const TEN_MINUTES_MS = 600_000

/** One server's clock goes ten minutes ahead and another's ten minutes behind. Nothing may come of it. */
export const skewClocks = {
  isOutage: false,
  plan: (dice, servers) => ({ ahead: dice.roll(servers), behind: dice.roll(servers - 1), hold_ms: 15_000 }),
  breakIt: async (stage, { ahead, behind }) => {
    const others = stage.cluster.servers.filter((_, i) => i !== ahead)
    set(stage, stage.cluster.servers[ahead], TEN_MINUTES_MS)
    if (others[behind]) set(stage, others[behind], -TEN_MINUTES_MS)
  },
  mend: async (stage) => stage.cluster.servers.forEach((server) => set(stage, server, 0)),
}

const set = ({ clockFile }, { name }, offset) => fs.writeFileSync(clockFile(name), String(offset))
