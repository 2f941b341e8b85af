import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { day, days } from "../helpers/build"
import { expectOk } from "../helpers/api"
import { httpSuite } from "../helpers/http-suite"
import { until } from "../helpers/locks"
import { createVariant } from "../helpers/product"

httpSuite(({ api, build, db, container, service }) => {
  it("a cart with a booking becomes an order", async () => {
    const resource = await build.resource()
    const { variant_id } = await createVariant(api)
    await container.resolve(ContainerRegistrationKeys.LINK).create({
      product: { product_variant_id: variant_id },
      resource_booking: { booking_resource_id: resource.id },
      data: { pricing: "PER_DAY", duration_days: null, per: "UNIT", units: 1 },
    })
    const cart = await api.cart({ email: "jo@example.com" })
    const added = await api.store.post<any>(`/store/resource-booking/carts/${cart.id}/line-items`, {
      variant_id,
      start_date: day(3),
      end_date: day(5),
    })
    expect(added.status).toBe(201)
    const pc = expectOk(await api.store.post<any>("/store/payment-collections", { cart_id: cart.id })).payment_collection
    expectOk(await api.store.post(`/store/payment-collections/${pc.id}/payment-sessions`, { provider_id: "pp_system_default" }))
    const done = await api.store.post<any>(`/store/carts/${cart.id}/complete`)
    expect(done.status).toBe(200)
    const live = () => db.query("select * from resource_allocation where cancelled_at is null")
    await until(async () => (await live()).length === 1, () => "allocation")
    console.log(await live())
    const c = await api.admin.post(`/admin/orders/${done.body.order.id}/cancel`, {})
    console.log(c.status)
    await until(async () => (await live()).length === 0, () => "cancelled")
    console.log(await db.query("select * from resource_allocation"))
  })
})
