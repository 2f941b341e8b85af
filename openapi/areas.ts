import type { Area } from "./route"
import { allocations } from "./routes/allocations"
import { blackouts } from "./routes/blackouts"
import { checkout } from "./routes/checkout"
import { contacts } from "./routes/contacts"
import { desk } from "./routes/desk"
import { holds } from "./routes/holds"
import { operations } from "./routes/operations"
import { orders } from "./routes/orders"
import { resources } from "./routes/resources"
import { variants } from "./routes/variants"
import { storeHolds, storeReads } from "./routes/store"

export const areas: readonly Area[] = [
  storeReads,
  storeHolds,
  checkout,
  resources,
  variants,
  blackouts,
  holds,
  allocations,
  orders,
  contacts,
  desk,
  operations,
]
