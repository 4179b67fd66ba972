import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeVenue } from './describe-venue.ts'
import { mailServer } from './plan.ts'
import { playCase, windowMs } from './play-case.ts'
import { readMail } from './read-mail.ts'
import { admin } from './run-agent.ts'
import { openScene, type Scene } from './scene.ts'

const people = [admin.email, 'support@distributor.example']

describeVenue('Error Follow Up', 120_000, () => {
  let scene: Scene
  let id: string
  beforeAll(async () => {
    scene = await openScene()
    const { client } = scene
    const settings = { host: mailServer.name, port: mailServer.port, security: 'auto' as const, user: '' }
    await client.call('mail.set', { body: { ...settings, from: 'sereno@venue.example' } })
    const form = { type: 'error-follow-up' as const, name: 'Cuadre', emails: people, language: 'es' as const }
    id = (await client.call('integrations.add', { body: form })).id
  }, 120_000)
  afterAll(() => scene?.close(), 60_000)

  /** Without the one that tells the distributor that they were added. */
  const digests = () => scene.mails().filter((raw) => !/^Reply-To:/mu.test(raw))
  const mails = () => digests().map(readMail)
  /** The newest run, once each of its mails was taken. */
  const delivered = async () => {
    const runs = async () => (await scene.client.call('integrations.runs', { at: { id } })).items
    const sent = people.map((email) => ({ email, state: 'sent', mailId: expect.any(String), error: null }))
    await expect.poll(async () => (await runs())[0]?.recipients, { timeout: 90_000, interval: 500 }).toEqual(sent)
  }

  test('without errors there is no mail', async () => {
    expect(await scene.client.call('integrations.run', { at: { id } })).toMatchObject({
      sent: false,
      reason: 'no_errors',
    })
    expect(digests()).toEqual([])
  })

  test('each recipient gets one mail whose subject and first line name the device, its cause and how long', async () => {
    const { client } = scene
    await playCase(scene, 'mail', {
      fault: async () => {
        await scene.bar.set({ paperEnd: true })
        return () => scene.bar.set({ paperEnd: false })
      },
      entries: [['Bar printer', 'Fail', 'paper_out']],
      withinMs: windowMs(1000, 2),
      during: async () => {
        expect(await client.call('integrations.run', { at: { id } })).toMatchObject({
          sent: true,
          reason: 'sent',
          counts: { Error: 0, Fail: 1, Offline: 0, Retry: 0 },
        })
      },
    })
    await delivered()
    const read = mails()
    expect(read.map(({ to }) => to).toSorted()).toEqual(people.toSorted())
    expect(new Set(read.map(({ messageId }) => messageId)).size).toBe(people.length)
    for (const { subject, text, html } of read) {
      expect(subject).toBe('Bar Pepe: 1 error en 24 h (1 Fail) - Bar printer: Sin papel, desde hace menos de 1 min')
      const [first, ...rest] = text.split(/\r?\n/u)
      expect(first).toBe('Bar printer: Sin papel, desde hace menos de 1 min, sigue abierto')
      expect(rest.join('\n')).toContain('Pon un rollo nuevo')
      expect(html).toMatch(/<body[^>]*>\s*<div[^>]*>Bar printer: Sin papel, desde hace menos de 1 min, sigue abierto/u)
    }
  })

  test('a mail that the line holds up waits, and goes once when the line is back', async () => {
    const { client, faults } = scene
    const before = new Set(digests())
    const repair = await faults.internetCut()
    expect(await client.call('integrations.run', { at: { id } })).toMatchObject({ sent: false, reason: 'queued' })
    expect(digests()).toHaveLength(before.size)
    const entries = async (cause: string) =>
      (await client.call('activity.list', { query: { limit: 100 } })).items.filter((one) => one.cause === cause)
    await expect.poll(() => entries('mail_retry'), { timeout: 60_000, interval: 500 }).toHaveLength(people.length)
    await expect.poll(() => entries('isp_down'), { timeout: 60_000, interval: 500 }).toHaveLength(1)
    await repair()
    await delivered()
    const retries = await entries('mail_retry')
    expect(retries.map(({ kind }) => kind)).toEqual(people.map(() => 'Retry'))
    await expect.poll(async () => (await entries('mail_retry')).filter(({ endedAt }) => endedAt === null)).toEqual([])
    const late = digests()
      .filter((raw) => !before.has(raw))
      .map(readMail)
    expect(late.map(({ to }) => to).toSorted()).toEqual(people.toSorted())
    // The cut itself is in it where it was found before the words were.
    for (const { subject } of late) expect(subject).toMatch(/- (Bar printer: Sin papel|Internet line: Sin internet), /u)
  })
})
