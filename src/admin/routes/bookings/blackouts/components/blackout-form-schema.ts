import { z } from "zod"
import type { BlackoutInput } from "../../../../hooks/use-blackouts"
import type { Say } from "../../../../hooks/use-words"
import { isCalendarDate } from "../../../../lib/dates"
import { orNull } from "../../../../lib/form"
import type { Blackout } from "../../../../lib/types"

export const SCOPES = ["resource", "type", "everything"] as const

export const blackoutFormSchema = (t: Say) =>
  z
    .object({
      scope: z.enum(SCOPES),
      resource_id: z.string(),
      resource_type: z.string(),
      start_date: z.string().nullable(),
      end_date: z.string().nullable(),
      reason: z.string().trim().min(1, t("blackouts.form.reasonNeeded")),
      public_note: z.string(),
      on_conflict: z.enum(["keep", "release_holds"]).nullable(),
    })
    .superRefine((values, context) => {
      const wrong = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message })
      if (values.scope === "resource" && !values.resource_id) wrong("resource_id", t("blackouts.form.resourceNeeded"))
      if (values.scope === "type" && !values.resource_type) wrong("resource_type", t("blackouts.form.typeNeeded"))
      if (!isCalendarDate(values.start_date)) wrong("start_date", t("common.dateNeeded"))
      if (!isCalendarDate(values.end_date)) wrong("end_date", t("common.dateNeeded"))
      else if (values.start_date && values.end_date < values.start_date) wrong("end_date", t("common.endBeforeStart"))
    })
export type BlackoutFormValues = z.infer<ReturnType<typeof blackoutFormSchema>>

/** Other pages lead here with `?resource_id=…` or `?resource_type=…`, `&start=…&end=…`. */
export const newBlackout = (params: URLSearchParams): BlackoutFormValues => ({
  scope: params.get("resource_type") ? "type" : "resource",
  resource_id: params.get("resource_id") ?? "",
  resource_type: params.get("resource_type") ?? "",
  start_date: params.get("start"),
  end_date: params.get("end"),
  reason: "",
  public_note: "",
  on_conflict: null,
})

export const blackoutFormValuesOf = (blackout: Blackout): BlackoutFormValues => ({
  scope: blackout.resource_id ? "resource" : blackout.resource_type ? "type" : "everything",
  resource_id: blackout.resource_id ?? "",
  resource_type: blackout.resource_type ?? "",
  start_date: blackout.start_date,
  end_date: blackout.end_date,
  reason: blackout.reason,
  public_note: blackout.public_note ?? "",
  on_conflict: null,
})

/** Of resource and type the one that is not chosen is said to be none, so that an edit can change from one to the other. */
export const blackoutInputOf = (values: BlackoutFormValues): BlackoutInput => ({
  resource_id: values.scope === "resource" ? values.resource_id : null,
  resource_type: values.scope === "type" ? values.resource_type : null,
  start_date: values.start_date!,
  end_date: values.end_date!,
  reason: values.reason.trim(),
  public_note: orNull(values.public_note),
  ...(values.on_conflict ? { on_conflict: values.on_conflict } : {}),
})

/** Whether it says enough to be asked what is on its dates, reason or not. */
export const canBePreviewed = ({ scope, resource_id, resource_type, start_date, end_date }: BlackoutFormValues) =>
  (scope !== "resource" || resource_id !== "") &&
  (scope !== "type" || resource_type !== "") &&
  isCalendarDate(start_date) &&
  isCalendarDate(end_date) &&
  start_date <= end_date

const CLAIM = ["scope", "resource_id", "resource_type", "start_date", "end_date"] as const

/** What is closed and when, without reason and note: to compare. */
export const claimOf = (values: BlackoutFormValues) => JSON.stringify(CLAIM.map((field) => values[field]))

/** Whether two say the same but for reason and note. */
export const isOfSameDates = (values: BlackoutFormValues, others: BlackoutFormValues) =>
  claimOf(values) === claimOf(others)
