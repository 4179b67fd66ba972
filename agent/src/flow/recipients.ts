import { cleanText } from '@sereno/shared/field.ts'
import type { IntegrationSetting } from '@sereno/shared/integration.ts'
import { makeAddedMail } from '../integrations/error-follow-up/added.ts'
import { languageFor } from '../integrations/error-follow-up/readers.ts'
import { makeId } from '../store/make-id.ts'
import { lifetimeMs } from './back-off.ts'
import type { RecipientDesk } from './desks.ts'
import { whoSaved, zoneOf } from './digest-run.ts'
import type { FollowUpTools } from './follow-up-tools.ts'
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

  async function tell(): Promise<void> {
    const wanted = newcomers(book.read().integrations)
    const standing = await store.recipients.standing([...wanted.keys()])
    const untold = standing.filter(({ isUser, toldAt, stoppedAt }) => !isUser && toldAt === null && stoppedAt === null)
    const news = await Promise.all(
      untold.flatMap(({ address }) => {
        const found = wanted.get(address)
        return found === undefined ? [] : [newsFor(found.setting, found.email)]
      }),
    )
    if (news.length === 0 || (await store.recipients.tell(news, clock.now())) === 0) return
    log.info({ recipients: news.length }, 'told that they were added')
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

  function tellBeside(): void {
    const work = tell()
      .catch((fault: Error) => log.error({ fault: fault.message }, 'those who were added cannot be told'))
      .finally(() => underWay.delete(work))
    underWay.add(work)
  }

  return {
    tell,
    async start() {
      unsubscribe = book.onChange(tellBeside)
      tellBeside()
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
