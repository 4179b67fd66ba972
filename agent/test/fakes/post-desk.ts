import type { EntryRecord } from '@sereno/shared/activity.ts'
import { expect, onTestFinished, vi } from 'vitest'
import { lifetimeMs } from '../../src/flow/back-off.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { newMail } from './new-run.ts'
import { openPostOffice, type PostOffice } from './post-office.ts'

/** A mail server that closes with the test. */
export async function server(options: Parameters<typeof startMailServer>[0] = {}): Promise<MailServer> {
  const fake = await startMailServer(options)
  onTestFinished(() => fake.close())
  return fake
}

/** A post office that delivers until the test is over. */
export async function opened(options: Parameters<typeof openPostOffice>[0]): Promise<PostOffice> {
  const office = await openPostOffice(options)
  await office.delivery.start()
  onTestFinished(() => office.delivery.stop())
  return office
}

/** Puts a mail into the outbox, and says so. */
export async function post(office: PostOffice, differing: Parameters<typeof newMail>[0] = {}): Promise<string> {
  const now = office.clock.now()
  const mail = newMail({ createdAt: now, nextAt: now, expiresAt: now + lifetimeMs, ...differing })
  await office.store.outbox.add([mail])
  office.bus.emit('outbox.filled')
  return mail.id
}

/** Until the queue has done what it can and sleeps. */
export const asleep = (office: PostOffice) => vi.waitFor(() => expect(office.clock.nextIn()).not.toBeNull())
export const stateOf = async (office: PostOffice, id: string) => (await office.store.outbox.item(id))?.state
export const attemptsOf = async (office: PostOffice, id: string) => (await office.store.outbox.item(id))?.attempts
export const entries = async (office: PostOffice): Promise<EntryRecord[]> =>
  (await office.store.journal.list({}, { limit: 100 })).items
