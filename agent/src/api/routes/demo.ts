import { mailboxOf } from '../../services/demo/mailbox-of.ts'
import { Fault } from '../../services/fault.ts'
import type { House } from '../../services/house.ts'
import type { Handlers } from '../handlers.ts'
import { mailPage } from '../mail-page.ts'

/** The mailbox of the demonstration. */
export const demoRoutes = (house: House): Handlers<'demo.mails' | 'demo.mail'> => ({
  'demo.mails': async () => ({ items: await mailboxOf(house).list() }),
  'demo.mail': async ({ params }) => {
    const html = await mailboxOf(house).html(params.id ?? '')
    if (html === null) throw new Fault('not_found')
    return mailPage(html)
  },
})
