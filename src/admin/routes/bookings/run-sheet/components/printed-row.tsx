import { useWords } from "../../../../hooks/use-words"
import type { SheetBooking } from "./sheet-of"
import { usePaymentWords } from "./use-payment-words"

/** A unit that is not known yet leaves room to write it down. */
const BLANK = "________"

export const PrintedRow = ({ booking: { rows, first, besides } }: { booking: SheetBooking }) => {
  const { t, range } = useWords()
  const wordsOf = usePaymentWords()
  const paid = first.payment && wordsOf(first.payment)
  const notes = [...new Set(rows.map(({ note }) => note).filter(Boolean))]
  return (
    <tr>
      <td>
        {rows.map((row) => (
          <div key={row.id}>
            <strong>
              {row.resource_name}
              {row.quantity > 1 && ` ×${row.quantity}`}
            </strong>{" "}
            {row.unit_label ?? BLANK}
            <br />
            {range(row.start_date, row.end_date, "short")}
          </div>
        ))}
        {besides.length > 0 &&
          t("runSheet.with", { what: besides.map(({ resource_name }) => resource_name).join(", ") })}
      </td>
      <td>
        {first.contact_name ?? first.contact_email}
        <br />
        {first.contact_phone}
      </td>
      <td>
        {first.order_display_id !== null && `#${first.order_display_id}`}
        {paid && (
          <>
            <br />
            {paid.state}
            <br />
            <strong>{paid.balance}</strong>
          </>
        )}
      </td>
      <td style={{ whiteSpace: "pre-line" }}>{notes.join("\n")}</td>
    </tr>
  )
}
