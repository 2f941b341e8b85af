/**
 * What happens past Medusa: the customer sends the card form, or the bank takes the money by itself. Its books are two
 * tables of the shop's database, so that it is away when that is.
 */
export const openBank = (db) => ({
  async pay(sessionId, status) {
    if (status === "asked") return
    await db.query("update fake_payment set status = $2 where session_id = $1", [sessionId, status]).catch(() => {})
  },
})
