import { say } from '@sereno/shared/locales/index.ts'
import { explainFault } from '@sereno/shared/mail-fault.ts'
import type { MailTest } from '@sereno/shared/venue.ts'
import type { Config } from '../config.ts'
import type { Book } from '../store/types.ts'
import type { MailTransport } from '../transports/transport.ts'
import type { Delivery } from './deliver.ts'
import type { MailDesk } from './desks.ts'
import { mailSettingsInForce } from './mail-settings.ts'

interface MailDeskTools {
  book: Book
  config: Config
  transport: MailTransport
  delivery: Pick<Delivery, 'paused' | 'retry'>
}

/** Outgoing mail for the services: the settings in force, a test of them, and why the queue waits. */
export function makeMailDesk({ book, config, transport, delivery }: MailDeskTools): MailDesk {
  const inForce = () => mailSettingsInForce(config, book.read())
  return {
    settings: inForce,

    async test(to, given, language): Promise<MailTest> {
      const settings = given ?? inForce().settings
      if (!settings) return nothingSet(explainFault(language, 'mail_not_configured'))
      const words = {
        subject: say(language, 'mail.try.subject', { venue: book.read().venue.name }),
        text: say(language, 'mail.try.text', { host: settings.host }),
      }
      const result = await transport.test(to, settings, words, new AbortController().signal)
      return {
        ...result,
        stages: result.stages.map((stage) => ({
          ...stage,
          detail: stage.detail === null ? null : explainFault(language, stage.detail),
        })),
      }
    },

    paused: () => delivery.paused(),
    retry: () => delivery.retry(),
  }
}

const nothingSet = (detail: string): MailTest => ({
  ok: false,
  stages: [
    { stage: 'resolved', state: 'failed', detail },
    { stage: 'connected', state: 'waiting', detail: null },
    { stage: 'encrypted', state: 'waiting', detail: null },
    { stage: 'signed_in', state: 'waiting', detail: null },
    { stage: 'accepted', state: 'waiting', detail: null },
  ],
})
