import type { Language } from '@sereno/shared/field.ts'
import type { RecipientResult } from '@sereno/shared/integration.ts'
import { lifetimeMs } from '../../flow/back-off.ts'
import { isSheet, makeSheetMail } from '../../integrations/commissioning/sheet-mail.ts'
import { makeId } from '../../store/make-id.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { recipientView } from '../integrations/recipient-view.ts'
import type { Pace } from '../pace.ts'
import { sheetFacts } from './sheet-facts.ts'

/**
 * Mails the commissioning sheet through the outbox, to each recipient alone and in their language: a user's own, else
 * that of the digest, which they get, else the venue's.
 * @throws {Fault} `mail_not_configured`, `too_often`
 */
export async function mailSheet(
  house: House,
  emails: readonly string[],
  { caller, language }: { caller: Pick<Caller, 'userId' | 'fullName'>; language: Language },
  pace: Pace,
): Promise<{ items: RecipientResult[] }> {
  if (house.mail.settings().settings === null) throw new Fault('mail_not_configured')
  pace.keep(caller.userId)
  const now = house.clock.now()
  const facts = new Map<Language, ReturnType<typeof sheetFacts>>()
  const mails = emails.map(async (to) => {
    const wanted = await languageOf(house, to)
    const told = facts.get(wanted) ?? sheetFacts(house, wanted)
    facts.set(wanted, told)
    const id = makeId()
    const mail = makeSheetMail({ ...(await told), requestedBy: caller.fullName, to, id })
    return {
      ...mail,
      id,
      transport: 'email' as const,
      runId: null,
      createdAt: now,
      expiresAt: now + lifetimeMs,
      nextAt: now,
    }
  })
  const items = await Promise.all(mails)
  await house.store.outbox.add(items)
  house.bus.emit('outbox.filled')
  return {
    items: items.map((item) => recipientView({ ...item, attempts: 0, state: 'waiting', lastError: null }, language)),
  }
}

async function languageOf(house: House, email: string): Promise<Language> {
  const user = await house.store.people.findLogin(email)
  const { account, integrations } = house.book.read()
  const digest = integrations.find(({ emails }) => emails.some((one) => one.toLowerCase() === email.toLowerCase()))
  return user?.language ?? digest?.language ?? account?.language ?? 'en'
}

/** How these commissioning sheets stand. @throws {Fault} `not_found` where one of them is none */
export async function sheetMails(
  house: House,
  ids: readonly string[],
  language: Language,
): Promise<{ items: RecipientResult[] }> {
  const items = await Promise.all(ids.map((id) => house.store.outbox.item(id)))
  return {
    items: items.map((item) => {
      if (item === null || !isSheet(item)) throw new Fault('not_found')
      return recipientView(item, language)
    }),
  }
}
