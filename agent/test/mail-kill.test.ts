import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../src/clock.ts'
import { openStore } from '../src/store/store.ts'
import { keptLog } from './fakes/kept-log.ts'
import { type MailServer, type MailStep, startMailServer } from './fakes/mail-server.ts'
import { newMail } from './fakes/new-run.ts'
import { ownFolder } from './fakes/own-folder.ts'

const messageId = '<run-1.ops@sereno.test>'

let server: MailServer | null = null
let child: ChildProcess | null = null
afterEach(async () => {
  child?.kill('SIGKILL')
  await server?.close()
})

async function withOutbox<T>(folder: string, work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>) {
  const store = await openStore({ file: join(folder, 'sereno.db'), log: keptLog(), clock: systemClock })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

function startDelivery(folder: string, port: number): ChildProcess {
  const script = join(import.meta.dirname, 'fakes/delivery-process.ts')
  child = spawn(process.execPath, [script, folder, `smtp://127.0.0.1:${port}`], { stdio: 'inherit' })
  return child
}

/** Kills the process with one mail on its way, starts it again, and gives the mails that the server took. */
async function killedAt(step: MailStep, when: 'before' | 'after' = 'before') {
  const folder = ownFolder()
  const now = Date.now()
  const mail = newMail({ messageId, createdAt: now, nextAt: now, expiresAt: now + 3_600_000 })
  await withOutbox(folder, (store) => store.outbox.add([mail]))
  const smtp = await startMailServer()
  server = smtp
  let killed = false
  smtp.answer = async (at) => {
    if (killed || at !== step) return 'ok'
    killed = true
    // After: the server has taken the mail, and its word of that is lost on the way.
    if (when === 'after') smtp.mails.push(`Message-ID: ${messageId}`)
    const gone = once(first, 'exit')
    first.kill('SIGKILL')
    await gone
    return 'drop'
  }
  const first = startDelivery(folder, smtp.port)
  await once(first, 'exit')
  expect(killed).toBe(true)
  const [code] = await once(startDelivery(folder, smtp.port), 'exit')
  expect(code).toBe(0)
  const item = await withOutbox(folder, (store) => store.outbox.item(mail.id))
  expect(item?.state).toBe('sent')
  return smtp.mails
}

test.each(['connect', 'mail_from', 'rcpt_to', 'data'] as const)(
  'P12 killed at %s, the mail arrives once after the restart',
  async (step) => {
    const mails = await killedAt(step)
    expect(mails).toHaveLength(1)
    expect(mails[0]).toContain(`Message-ID: ${messageId}`)
  },
)

test('P12 killed after the server took it, before we heard: one double, with the same Message-ID', async () => {
  const mails = await killedAt('data', 'after')
  expect(mails).toHaveLength(2)
  for (const mail of mails) expect(mail).toContain(`Message-ID: ${messageId}`)
})
