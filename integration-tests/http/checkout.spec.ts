import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { day, days } from "../helpers/build"
import { expectOk } from "../helpers/api"
import { httpSuite } from "../helpers/http-suite"
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
    console.log(added.status, JSON.stringify(added.body, null, 1).slice(0, 3000))
    const pc = expectOk(
      await api.store.post<any>("/store/payment-collections", { cart_id: cart.id }),
    ).payment_collection
    expectOk(
      await api.store.post(`/store/payment-collections/${pc.id}/payment-sessions`, {
        provider_id: "pp_system_default",
      }),
    )
    const done = await api.store.post<any>(`/store/carts/${cart.id}/complete`)
    console.log(done.status, JSON.stringify(done.body).slice(0, 1500))
    console.log(await db.query("select id,status,claimed_at,line_item_id,unit_price,expires_at from resource_hold"))
  })
})
