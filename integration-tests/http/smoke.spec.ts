import { day } from "../helpers/build"
import { httpSuite } from "../helpers/http-suite"
import { seenReplies } from "../helpers/seen-replies"

httpSuite(
  ({ api, build, service }) => {
    it("starts with the plugin's options", () => {
      expect(service.options.hold_ttl_minutes).toBe(20)
    })

    it("knows the storefront by its key, staff by their token and a customer by his", async () => {
      expect(await api.anonymous.get("/store/carts/none")).toMatchObject({ status: 400 })
      expect(await api.anonymous.get("/admin/users/me")).toMatchObject({ status: 401 })
      expect(await api.admin.get("/admin/users/me")).toMatchObject({
        status: 200,
        body: { user: { id: api.shop.admin_user_id } },
      })
      const customer = await api.customer()
      expect(await customer.store.get("/store/customers/me")).toMatchObject({
        status: 200,
        body: { customer: { id: customer.id } },
      })
      const cart = await api.cart({ email: "guest@example.com" })
      expect(cart).toMatchObject({ sales_channel_id: api.shop.sales_channel_id, email: "guest@example.com" })
    })

    it("places a hold and remembers the answers it has seen", async () => {
      const resource = await build.resource()
      const body = { resource_id: resource.id, dates: [day(1)], quantity: 1, customer_email: "guest@example.com" }
      expect(await api.store.post("/store/resource-booking/holds", body)).toMatchObject({ status: 201 })
      const refused = await api.store.post("/store/resource-booking/holds", {
        ...body,
        customer_email: "b@example.com",
      })
      expect(refused).toMatchObject({ status: 409, error: { code: "insufficient_capacity" } })
      expect(seenReplies()).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ method: "POST", route: "/store/resource-booking/holds", status: 201 }),
          expect.objectContaining({ method: "POST", route: "/store/resource-booking/holds", status: 409 }),
        ]),
      )
    })

    it("starts every test with the plugin's tables empty", async () => {
      expect(await service.listBookingResources()).toEqual([])
    })
  },
  { options: { hold_ttl_minutes: 20 } },
)
