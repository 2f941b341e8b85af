import { givenVariants } from "../../src/api/checkout/given-variants"

describe("the variants that a body names", () => {
  it("are the line's own and those of its items, each by the name of its field", () => {
    expect(givenVariants({ variant_id: "variant_1", quantity: 1 })).toEqual([
      { field: "variant_id", variant_id: "variant_1" },
    ])
    expect(givenVariants({ items: [{ variant_id: "variant_1" }, {}, { variant_id: "variant_2" }] })).toEqual([
      { field: "items[0].variant_id", variant_id: "variant_1" },
      { field: "items[2].variant_id", variant_id: "variant_2" },
    ])
  })

  it.each([
    undefined,
    null,
    5,
    "variant_1",
    [],
    [{ variant_id: "variant_1" }],
    { variant_id: 5 },
    { variant_id: "" },
    { variant_id: ["variant_1"] },
    { variant_id: "variant_\0" },
    { items: 5 },
    { items: { 0: { variant_id: "variant_1" } } },
    { items: [null, 5, [], "variant_1", { variant_id: null }] },
  ])("are none in %j", (body) => {
    expect(givenVariants(body)).toEqual([])
  })
})
