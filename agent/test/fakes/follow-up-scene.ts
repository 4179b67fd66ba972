import type { NewEntry } from '@sereno/shared/change.ts'
import { type IntegrationSetting, integrationSetting } from '@sereno/shared/integration.ts'
import { expect, onTestFinished, vi } from 'vitest'
import type { Person } from '../../src/flow/desks.ts'
import { type FollowUp, makeFollowUp } from '../../src/flow/follow-up.ts'
import type { RunRecord } from '../../src/store/types.ts'
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

export const minute = 60_000

let entries = 0
/** Writes entries as the belt would: a kitchen printer without paper since ten to four, but for what differs. */
export async function log(at: Scene, ...differing: Partial<NewEntry>[]): Promise<void> {
  await at.store.journal.apply(
    differing.map((of) => ({
      do: 'open' as const,
      entry: {
        id: `e-${entries++}`,
        at: Date.parse('2026-11-21T03:50:00.000Z'),
        endedAt: null,
        kind: 'Fail',
        cause: 'paper_out',
        deviceId: 'printer-1',
        deviceName: 'Kitchen printer',
        probe: 'escpos',
        source: 'probe',
        attempts: 1,
        occurrences: 1,
        incidentId: null,
        explainedBy: null,
        rule: 'K3.paper_out',
        detail: {},
        text: null,
        key: null,
        ...of,
      },
    })),
  )
}

/** Every run, newest first. */
export const runs = async ({ store }: Scene): Promise<RunRecord[]> =>
  (await store.runs.list('follow-up-1', { limit: 50 })).items

/** Until nobody does anything but wait: the queue and the daily round have a timer each. */
export const asleep = ({ clock }: Scene): Promise<void> =>
  vi.waitFor(() => expect(clock.timers()).toBeGreaterThanOrEqual(2), { timeout: 5000 })

/** The wall clock moves on, and both wake. */
export async function later(at: Scene, ms: number): Promise<void> {
  await asleep(at)
  at.clock.jump(ms - minute)
  at.clock.pass(minute)
  await asleep(at)
}
