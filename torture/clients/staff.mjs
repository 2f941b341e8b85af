import { persevere } from "./persevere.mjs"

const ADMIN = "/admin/resource-booking"

/** One act of the desk. */
export async function visitAsStaff({ staff, desk }, visit) {
  const act = { book, capacity, blackout, open, move, cancel }[visit.verb]
  await act(staff, desk, visit)
}

async function book(staff, desk, { resource, dates, quantity }) {
  const items = [{ resource_id: resource.id, dates, quantity }]
  const request = { items, owner: "admin" }
  desk.remember(await staff.call("place", "POST", `${ADMIN}/allocations`, { body: { items }, request }))
}

async function capacity(staff, _desk, { resource, range, max_capacity, clamp }) {
  const body = { ...bounds(range), max_capacity, clamp }
  const request = { resource_id: resource.id, dates: range, max_capacity, clamp }
  await staff.call("capacity", "POST", `${ADMIN}/resources/${resource.id}/capacity`, { body, request })
}

async function blackout(staff, desk, { resource, range, scope, on_conflict }) {
  const where = { resource: { resource_id: resource.id }, type: { resource_type: resource.type }, all: {} }[scope]
  const request = { ...where, dates: range, on_conflict }
  const body = { ...where, ...bounds(range), on_conflict, reason: "torture" }
  desk.remember(await staff.call("blackout", "POST", `${ADMIN}/blackouts`, { body, request }))
}

async function open(staff, desk, { pick }) {
  const blackout_id = desk.takeBlackout(pick)
  if (!blackout_id) return
  const path = `${ADMIN}/blackouts/${blackout_id}`
  await persevere(() => staff.call("other", "DELETE", path, { request: { blackout_id } }))
}

async function move(staff, desk, { resource, dates, pick }) {
  const moved = desk.takeAllocation(pick)
  if (!moved) return
  const body = { resource_id: resource.id, dates, change_days: true }
  const items = [{ resource_id: resource.id, dates, quantity: moved.quantity }]
  const request = { hold_id: moved.hold_id, allocation_id: moved.id, items }
  desk.remember(await staff.call("move", "POST", `${ADMIN}/allocations/${moved.id}/move`, { body, request }))
}

async function cancel(staff, desk, { pick }) {
  const cancelled = desk.takeAllocation(pick)
  if (!cancelled) return
  const request = { hold_id: cancelled.hold_id, allocation_id: cancelled.id }
  const path = `${ADMIN}/allocations/${cancelled.id}/cancel`
  await persevere(() => staff.call("cancel", "POST", path, { body: {}, request }))
}

const bounds = (dates) => ({ start_date: dates[0], end_date: dates.at(-1) })

/** One run of a job, on whichever server its turn is: as if every node ran it on its clock. */
export const visitAsClock = ({ staff }, { name }) =>
  staff.call("other", "POST", `${ADMIN}/jobs/${name}`, { body: {}, request: { name } })
