/** SIGKILL of one or two servers at once, which are started again at once: by whatever starts them in production. */
export const killServer = {
  isOutage: true,
  plan: (dice, servers) => ({
    targets: dice.shuffled(indexes(servers)).slice(0, dice.between(1, Math.max(1, servers - 1))),
    hold_ms: 0,
  }),
  breakIt: ({ cluster }, { targets }) => Promise.all(targets.map((i) => cluster.servers[i].kill())),
  mend: ({ cluster }, { targets }) => Promise.all(targets.map((i) => cluster.servers[i].start())),
}

/** SIGKILL of the worker, amid its jobs and subscribers. */
export const killWorker = {
  isOutage: true,
  plan: () => ({ hold_ms: 0 }),
  breakIt: ({ cluster }) => cluster.worker.kill(),
  mend: ({ cluster }) => cluster.worker.start(),
}

/**
 * A server stands still (SIGSTOP) for longer than its booking locks, its statements and a lock of Medusa's in Redis may
 * last, and then goes on as if nothing had been.
 */
export const pauseServer = {
  isOutage: true,
  plan: (dice, servers) => ({ target: dice.roll(servers), hold_ms: dice.between(12_000, 16_000) }),
  breakIt: async ({ cluster }, { target }) => cluster.servers[target].pause(),
  mend: async ({ cluster }, { target }) => cluster.servers[target].resume(),
}

const indexes = (count) => Array.from({ length: count }, (_, i) => i)
