import {
  inWords,
  mergePayments,
  touchedMoney,
  type UndonePayment,
} from "../../src/workflows/resource-booking/checkout/undone-payment"

const undone = (
  session: string,
  action: UndonePayment["action"],
  more: Partial<UndonePayment> = {},
): UndonePayment => ({
  payment_id: null,
  payment_session_id: session,
  provider_id: "pp_stripe_stripe",
  action,
  amount: 100,
  currency_code: "aud",
  ...more,
})

describe("whether money was in a refused checkout", () => {
  it.each([
    ["cancelled", true],
    ["refunded", true],
    ["failed", true],
    ["voided", false],
    ["none", false],
  ] as const)("%s: %s", (action, touched) => {
    expect(touchedMoney([undone("a", "none"), undone("b", action)])).toBe(touched)
  })

  it("no money moves through Medusa's own manual provider", () => {
    expect(touchedMoney([undone("a", "cancelled", { provider_id: "pp_system_default" })])).toBe(false)
  })

  it("there was none where nothing was to be paid", () => {
    expect(touchedMoney([])).toBe(false)
  })
})

describe("what two looks at one cart have done together", () => {
  it("a later look that finds nothing to undo does not take back what an earlier one has done", () => {
    const earlier = [undone("a", "refunded"), undone("b", "cancelled")]
    expect(mergePayments(earlier, [undone("a", "none"), undone("b", "none")])).toEqual(earlier)
  })

  it("what has failed is what a later look says of it", () => {
    expect(mergePayments([undone("a", "failed", { error: "away" })], [undone("a", "cancelled")])).toEqual([
      undone("a", "cancelled"),
    ])
    expect(mergePayments([undone("a", "failed", { error: "away" })], [undone("a", "none")])).toEqual([
      undone("a", "none"),
    ])
  })

  it("payments of a later try come after the earlier ones, and nothing is lost of a look that finds none", () => {
    const [first, second] = [undone("a", "refunded"), undone("b", "failed")]
    expect(mergePayments([first], [second])).toEqual([first, second])
    expect(mergePayments([first, second], [])).toEqual([first, second])
  })
})

describe("a provider's message in an incident", () => {
  it("names nobody by his address, and is cut", () => {
    const said = inWords(new Error(`No charge for jo.bloggs+x@example.com today. ${"x".repeat(1000)}`))
    expect(said).toMatch(/^No charge for … today\. x+$/)
    expect(said).toHaveLength(300)
  })

  it("is there also where somebody throws what is no error", () => {
    expect(inWords(undefined)).toBe("The provider gave no reason")
    expect(inWords("busy")).toBe("busy")
    expect(inWords({ message: "plain" })).toBe("plain")
    expect(inWords({})).toBe("The provider gave no reason")
  })
})
