import type { LogFilters, Page } from "../types"
import type { Manager } from "./manager"
import { readPage } from "./read-page"

/** The newest entries first. */
export const listLog = (manager: Manager, { action, actor, resource_id, from, to }: LogFilters, page: Page) =>
  readPage(
    manager,
    "booking_log",
    [
      ["action = ?", action],
      ["actor = ?", actor],
      ["resource_id = ?", resource_id],
      ["at >= ?::timestamptz", from],
      ["at < ?::timestamptz", to],
    ],
    "at desc, id desc",
    page,
  )
