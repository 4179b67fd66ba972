import { cleanText } from '@sereno/shared/field.ts'
import type { IntegrationSetting } from '@sereno/shared/integration.ts'
import { makeAddedMail } from '../integrations/error-follow-up/added.ts'
import { languageFor } from '../integrations/error-follow-up/readers.ts'
import { makeId } from '../store/make-id.ts'
import { lifetimeMs } from './back-off.ts'
import type { RecipientDesk } from './desks.ts'
import { whoSaved, zoneOf } from './digest-run.ts'
import type { FollowUpTools } from './follow-up-tools.ts'
import { mailSettingsInForce } from './mail-settings.ts'
import { keyOf, makeStopLink } from './stop-links.ts'

type RecipientTools = Pick<FollowUpTools, 'store' | 'book' | 'bus' | 'clock' | 'log' | 'config'>

/** Telling people once that they were added: the desk for the services, and the watch over the book behind it. */
export interface RecipientTeller extends RecipientDesk {
  /** Tells also those whom a process that ended too early left untold, and those who were written into the file by hand. */
  start(): Promise<void>
  /** Resolves once nobody is being told any more. */
  stop(): Promise<void>
}

export function makeRecipientTeller(tools: RecipientTools): RecipientTeller {
  const { store, book, bus, clock, log } = tools
  const underWay = new Set<Promise<void>>()
  let unsubscribe = () => {}

  const mailSettings = () => mailSettingsInForce(tools.config, book.read()).settings

  async function tellNow(isWorthAnotherTry: (address: string) => boolean): Promise<void> {
    // A mail that nobody can send would only grow old.
    if (mailSettings() === null) return
    const wanted = newcomers(book.read().integrations)
    const standing = await store.recipients.standing([...wanted.keys()])
    const untold = standing.filter(
      ({ address, isUser, toldAt, mail, stoppedAt }) =>
        !isUser && stoppedAt === null && (toldAt === null || (mail === 'failed' && isWorthAnotherTry(address))),
    )
    const news = await Promise.all(
      untold.flatMap(({ address }) => {
        const found = wanted.get(address)
        return found === undefined ? [] : [newsFor(found.setting, found.email)]
      }),
    )
    const told = news.length === 0 ? 0 : await store.recipients.tell(news, clock.now())
    if (told === 0) return
    log.info({ recipients: told }, 'told that they were added')
    bus.emit('outbox.filled')
  }

  async function newsFor(setting: IntegrationSetting, email: string) {
    const { url, link } = makeStopLink(tools.config, email)
    const id = makeId()
    const now = clock.now()
    const mail = makeAddedMail({
      language: languageFor(setting, email),
      zone: zoneOf(tools),
      venue: cleanText(book.read().venue.name, 80),
      now,
      publicUrl: tools.config.publicUrl,
      form: setting,
      to: email,
      by: await whoSaved(tools, setting),
      stopUrl: url,
      id,
    })
    const times = { createdAt: now, expiresAt: now + lifetimeMs, nextAt: now }
    return { link, item: { ...mail, id, transport: 'email' as const, runId: null, ...times } }
  }

  /** Whoever saved something has saved it: that nobody could be told is for the log, and the next change tries again. */
  function tell(isWorthAnotherTry: (address: string) => boolean): Promise<void> {
    const work = tellNow(isWorthAnotherTry)
      .catch((fault: Error) => log.error({ fault: fault.message }, 'those who were added cannot be told'))
      .finally(() => underWay.delete(work))
    underWay.add(work)
    return work
  }

  return {
    tell(saved = []) {
      const addresses = new Set(saved.map(keyOf))
      return tell((address) => addresses.has(address))
    },
    async start() {
      const fingerprint = () => JSON.stringify(mailSettings())
      let known = fingerprint()
      unsubscribe = book.onChange(() => {
        const isOtherMail = fingerprint() !== known
        known = fingerprint()
        void tell(() => isOtherMail)
      })
      void tell(() => false)
    },
    async stop() {
      unsubscribe()
      await Promise.all(underWay)
    },
  }
}

/** Everyone whom a digest goes to, once, by the address in lower case. A test goes only to the person editing. */
function newcomers(integrations: readonly IntegrationSetting[]) {
  const found = new Map<string, { setting: IntegrationSetting; email: string }>()
  for (const setting of integrations.filter(({ active, test }) => active && !test)) {
    for (const email of setting.emails) {
      if (!found.has(keyOf(email))) found.set(keyOf(email), { setting, email })
    }
  }
  return found
}
