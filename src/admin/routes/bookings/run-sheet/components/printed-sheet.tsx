import { createPortal } from "react-dom"
import type { RunSheet } from "../../../../hooks/use-run-sheet"
import { useWords } from "../../../../hooks/use-words"
import { PrintedRow } from "./printed-row"
import { sheetOf } from "./sheet-of"

/**
 * The sheet on paper stands beside the dashboard, not in it: only then does its shell neither show nor cut the pages.
 * Paper is white and its ink black, also for who works in the dark.
 */
const STYLE = `
  [data-run-sheet] { display: none }
  @media print {
    @page { margin: 12mm }
    html, body { height: auto !important; overflow: visible !important; background: #fff !important }
    body > *:not([data-run-sheet]) { display: none !important }
    [data-run-sheet] { display: block; color: #000; font: 10pt/1.4 sans-serif; color-scheme: light }
    [data-run-sheet] h1 { font-size: 16pt; font-weight: 600; margin-bottom: 4mm }
    [data-run-sheet] h2 { font-size: 12pt; font-weight: 600; margin: 5mm 0 1mm; break-after: avoid }
    [data-run-sheet] table { width: 100%; table-layout: fixed; border-collapse: collapse }
    [data-run-sheet] th { text-align: start; font-weight: 600 }
    [data-run-sheet] :is(th, td) { padding: 1.5mm 2mm; border-bottom: 0.2mm solid #999; vertical-align: top }
    [data-run-sheet] tr { break-inside: avoid }
  }
`

export const PrintedSheet = ({ runSheet, type }: { runSheet: RunSheet; type: string }) => {
  const { t, date } = useWords()
  const title = [t("common.menu.runSheet"), date(runSheet.date, "long"), type].filter(Boolean).join(" · ")
  return createPortal(
    <div data-run-sheet>
      <style>{STYLE}</style>
      <h1>{title}</h1>
      {sheetOf(runSheet).map(({ part, bookings }) => (
        <section key={part}>
          <h2>
            {t(`runSheet.parts.${part}`)} ({bookings.length})
          </h2>
          {bookings.length > 0 && (
            <table>
              <thead>
                <tr>
                  {(["what", "who", "order", "notes"] as const).map((column) => (
                    <th key={column} scope="col">
                      {t(`runSheet.columns.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {bookings.map((booking) => (
                  <PrintedRow key={booking.id} booking={booking} />
                ))}
              </tbody>
            </table>
          )}
        </section>
      ))}
    </div>,
    document.body,
  )
}
