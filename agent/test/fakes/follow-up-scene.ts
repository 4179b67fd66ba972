import { type IntegrationSetting, integrationSetting } from '@sereno/shared/integration.ts'
import { onTestFinished } from 'vitest'
import type { Person } from '../../src/flow/desks.ts'
import { type FollowUp, makeFollowUp } from '../../src/flow/follow-up.ts'
import { PretendWatch } from './house.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { openPostOffice, type PostOffice } from './post-office.ts'

/** Who asks for runs. */
export const ana: Person = { id: 'user-ana', fullName: 'Ana Puig', email: 'ana@bar.test' }

/** A venue with one Error Follow Up, a watch in memory, and a mail server that takes everything. */
export interface Scene extends PostOffice {
  smtp: MailServer
  watch: PretendWatch
  followUp: FollowUp
  setting(): IntegrationSetting
}

interface SceneOptions {
  form?: object
  /** When the integration was saved; time begins at 06:00 UTC, 07:00 in Madrid. */
  savedAt?: string
  mail?: boolean
  started?: boolean
}

/** Sets the scene; it is taken down when the test is over. */
export async function scene({ form = {}, savedAt, mail = true, started = true }: SceneOptions = {}): Promise<Scene> {
  const smtp = await startMailServer()
  onTestFinished(() => smtp.close())
  const office = await openPostOffice(mail ? { smtpUrl: `smtp://127.0.0.1:${smtp.port}` } : {})
  const watch = new PretendWatch()
  await office.book.change((draft) => {
    draft.account = {
      company: 'Bar Pepe SL',
      email: 'bar@bar.test',
      language: 'es',
      timezone: 'Europe/Madrid',
      createdAt: '2026-11-01T00:00:00.000Z',
    }
    draft.venue.name = 'Bar Pepe'
    draft.integrations = [
      integrationSetting.parse({
        id: 'follow-up-1',
        type: 'error-follow-up',
        name: 'Bar Pepe',
        emails: ['ops@distributor.test', 'tech@distributor.test'],
        language: 'en',
        savedAt: savedAt ?? '2026-11-20T00:00:00.000Z',
        savedBy: ana.id,
        ...form,
      }),
    ]
  })
  const followUp = makeFollowUp({ ...office, watch })
  const setting = () => office.book.read().integrations[0] as IntegrationSetting
  await office.delivery.start()
  if (started) await followUp.start()
  onTestFinished(async () => {
    await followUp.stop()
    await office.delivery.stop()
  })
  return { ...office, smtp, watch, followUp, setting }
}
