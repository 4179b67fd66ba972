import { mailboxOf } from '../../services/demo/mailbox-of.ts'
import { Fault } from '../../services/fault.ts'
import type { House } from '../../services/house.ts'
import type { Handlers } from '../handlers.ts'

/** A mail brings its own styles, and nothing else: no script, no picture from elsewhere, no form. */
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"

/** The mailbox of the demonstration. */
export const demoRoutes = (house: House): Handlers<'demo.mails' | 'demo.mail'> => ({
  'demo.mails': async () => ({ items: await mailboxOf(house).list() }),
  'demo.mail': async ({ params }) => {
    const html = await mailboxOf(house).html(params.id ?? '')
    if (html === null) throw new Fault('not_found')
    const headers = { 'content-security-policy': mailPolicy, 'x-frame-options': 'SAMEORIGIN' }
    return new Response(html, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } })
  },
})
