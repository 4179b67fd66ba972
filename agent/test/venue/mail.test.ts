import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeVenue } from './describe-venue.ts'
import { mailServer } from './plan.ts'
import { playCase, windowMs } from './play-case.ts'
import { admin } from './run-agent.ts'
import { openScene, type Scene } from './scene.ts'

describeVenue('Error Follow Up', 120_000, () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene()
    const { client } = scene
    const settings = { host: mailServer.name, port: mailServer.port, security: 'auto' as const, user: '' }
    await client.call('mail.set', { body: { ...settings, from: 'sereno@venue.example' } })
  }, 120_000)
  afterAll(() => scene?.close(), 60_000)

  test('a run sends a mail that names the device and what is wrong, through a real mail server', async () => {
    const { client } = scene
    const form = { type: 'error-follow-up' as const, name: 'Bar Pepe', emails: [admin.email] }
    const { id } = await client.call('integrations.add', { body: form })
    expect(await client.call('integrations.run', { at: { id } })).toMatchObject({ sent: false, reason: 'no_errors' })
    expect(scene.mails()).toEqual([])

    await playCase(scene, 'mail', {
      fault: async () => {
        await scene.bar.set({ paperEnd: true })
        return () => scene.bar.set({ paperEnd: false })
      },
      entries: [['Bar printer', 'Fail', 'paper_out']],
      withinMs: windowMs(1000, 2),
      during: async () => {
        const result = await client.call('integrations.run', { at: { id } })
        expect(result).toMatchObject({
          sent: true,
          reason: 'sent',
          counts: { Error: 0, Fail: 1, Offline: 0, Retry: 0 },
        })
      },
    })
    const [mail = '', ...others] = scene.mails()
    expect(others).toEqual([])
    expect(mail).toMatch(new RegExp(`^To: .*${admin.email}`, 'mu'))
    expect(mail).toMatch(/^Subject: .*(Bar printer|Bar Pepe)/mu)
    expect(mail).toContain('Bar printer')
  })

  test('a mail that the line holds up waits, and goes when the line is back', async () => {
    const { client, faults } = scene
    const [integration] = (await client.call('integrations.list')).items
    const id = integration?.id ?? ''
    const before = scene.mails().length
    const repair = await faults.internetCut()
    const result = await client.call('integrations.run', { at: { id } })
    expect(result).toMatchObject({ sent: false, reason: 'queued' })
    await repair()
    await expect.poll(() => scene.mails().length, { timeout: 90_000, interval: 500 }).toBe(before + 1)
  })
})
