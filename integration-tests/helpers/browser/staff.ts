import { expectOk, type Api } from "../api"

export interface Staff {
  email: string
  password: string
}

/** Somebody of staff who can sign in at the dashboard: invited and accepted, as Medusa does it. */
export async function inviteStaff(api: Api): Promise<Staff> {
  const staff = { email: "morgan@example.com", password: "a long password" }
  const invited = await api.admin.post<{ invite: { token: string } }>("/admin/invites", { email: staff.email })
  const registered = await api.anonymous.post<{ token: string }>("/auth/user/emailpass/register", staff)
  const { token } = expectOk(invited).invite
  const bearer = { authorization: `Bearer ${expectOk(registered).token}` }
  const name = { email: staff.email, first_name: "Morgan", last_name: "Lee" }
  expectOk(await api.anonymous.post(`/admin/invites/accept?token=${token}`, name, bearer))
  return staff
}
