type Holder = { customer_id?: string; cart_id?: string; customer_email?: string }

/** Who holds, as one key: the signed-in customer, else the cart, else the e-mail; undefined if nobody is named. */
export const ownerKey = ({ customer_id, cart_id, customer_email }: Holder): string | undefined => {
  if (customer_id) return `customer:${customer_id}`
  if (cart_id) return `cart:${cart_id}`
  const email = customer_email?.trim().toLowerCase()
  return email ? `email:${email}` : undefined
}
