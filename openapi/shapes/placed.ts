import { z } from "@medusajs/framework/zod"
import type { Reply } from "../route"

/** What a place of holds answers, for whomever: once made, and again for the same token. */
export const placedOnce = (placed: z.ZodObject): Record<200 | 201, Reply> => ({
  201: { when: "The hold is made.", body: placed },
  200: {
    when: "It was made before: the same booking, with its deadline unchanged.",
    body: placed.extend({ idempotent_replay: z.literal(true) }),
  },
})
