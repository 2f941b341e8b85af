import fc from "fast-check"
import { ownerKey } from "../../src/modules/resource_booking/domain/owner"

describe("an owner", () => {
  it("is the signed-in customer, else the cart, else the e-mail", () => {
    const all = { customer_id: "cus_1", cart_id: "cart_1", customer_email: "a@b.c" }
    expect(ownerKey(all)).toBe("customer:cus_1")
    expect(ownerKey({ ...all, customer_id: undefined })).toBe("cart:cart_1")
    expect(ownerKey({ customer_email: "a@b.c" })).toBe("email:a@b.c")
  })

  it("is nobody where nobody is named", () => {
    expect(ownerKey({})).toBeUndefined()
    expect(ownerKey({ customer_id: "", cart_id: "", customer_email: "" })).toBeUndefined()
    expect(ownerKey({ customer_email: "  " })).toBeUndefined()
  })

  it("is one and the same however an e-mail is typed", () => {
    expect(ownerKey({ customer_email: "  Ann.Smith@Example.COM " })).toBe("email:ann.smith@example.com")
  })

  it("a cart, a customer and an e-mail of the same text are three owners", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9_@.]{1,20}$/), (id) => {
        const keys = [{ customer_id: id }, { cart_id: id }, { customer_email: id }].map(ownerKey)
        expect(new Set(keys).size).toBe(3)
      }),
    )
  })
})
