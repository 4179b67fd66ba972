import type { Role } from '@sereno/shared/user.ts'
import type { Page } from 'playwright-core'
import PostalMime from 'postal-mime'
import { vi } from 'vitest'
import type { MailServer } from '../../agent/test/fakes/mail-server.ts'
import { ask, english } from './browser.ts'
import type { House } from './house.ts'

/** Eva, whom the house invited by its mail and who came in by the link of her welcome; her own page. */
export async function evaComes(
  { page, agent, browser }: House,
  smtp: MailServer,
  role: Role,
  email = 'eva@example.com',
): Promise<Page> {
  await ask(page, 'POST', '/api/v1/users', { username: 'eva', fullName: 'Eva Roig', email, role })
  const token = await vi.waitFor(async () => {
    const mails = await Promise.all(smtp.mails.map((mail) => PostalMime.parse(mail)))
    const hers = mails.find(({ to }) => to?.[0]?.address === email)
    const [, found] = /#([\w-]{43})/u.exec(hers?.text ?? '') ?? []
    if (found === undefined) throw new Error('no welcome yet')
    return found
  }, 20_000)
  const password = 'Eva-Comes-In-1'
  const hers = await (await english(browser)).newPage()
  const { request } = hers.context()
  const data = { username: 'eva', token, password, repeat: password }
  await request.post(`${agent.url}/api/v1/recovery/complete`, { data })
  await request.post(`${agent.url}/api/v1/session`, { data: { login: 'eva', password } })
  return hers
}
