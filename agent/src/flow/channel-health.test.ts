import { describe, expect, test, vi } from 'vitest'
import { type ChannelScene, channelScene } from '../../test/fakes/channel-scene.ts'
import { page, phone } from '../../test/fakes/graph.ts'
import { sealSecrets } from './channel-secrets.ts'

const [minute, hour, day] = [60_000, 3_600_000, 24 * 3_600_000]

const entries = async ({ store }: ChannelScene) =>
  (await store.journal.list({}, { limit: 50 })).items.map(({ kind, cause, detail, endedAt }) => ({
    ...{ kind, cause, reason: detail.reason, channel: detail.channelId, isOver: endedAt !== null },
  }))
const told = (scene: ChannelScene, count: number) =>
  vi.waitFor(async () => expect((await entries(scene)).filter(({ isOver }) => !isOver)).toHaveLength(count))

describe('a channel', () => {
  test('whose token is refused is one Error, over once a new one is there, also after a restart', async () => {
    const before = await channelScene()
    await before.channels.check('page')
    expect(before.channels.trouble('page')).toBeNull()
    before.graph.tokens.delete(page.token)
    const eva = await before.talkWith('eva')
    const { id } = await before.answer(eva, 'refused')
    await vi.waitFor(async () => expect(await before.message(id)).toMatchObject({ fault: 'token' }))
    // Not asked again for each message; the round finds it.
    await before.later(10 * minute)
    await told(before, 1)
    await before.channels.check('page')
    expect(await entries(before)).toMatchObject([
      { kind: 'Error', cause: 'channel_token', reason: 'refused', channel: 'page', isOver: false },
    ])
    expect(before.channels.trouble('page')).toMatchObject({ trouble: 'token' })
    expect(before.channels.trouble('phone')).toBeNull()
    await before.close()

    const { folder, clock, graph } = before
    const after = await channelScene({ folder, clock, graph })
    expect(after.channels.trouble('page')).toMatchObject({ trouble: 'token' })
    graph.tokens.set('page-token-2', 0)
    const changed: string[] = []
    after.bus.on('channel.changed', (channelId) => changed.push(channelId))
    await after.book.change((draft) => {
      const channel = draft.channels.find((one) => one.type === 'messenger')
      const secrets = { appSecret: 'the-secret-of-the-app', token: 'page-token-2', verifyToken: 'verify-page' }
      if (channel) channel.settings.sealed = sealSecrets(after.sealer, 'page', secrets)
    })
    after.channels.wake()
    await told(after, 0)
    expect(after.channels.trouble('page')).toBeNull()
    expect(changed).toEqual(['page'])
  })

  test('whose token ends within a week, whose app has another secret, or that is off', async () => {
    const scene = await channelScene()
    scene.graph.tokens.set(phone.token, scene.clock.now() + 8 * day)
    expect(await scene.channels.check('phone')).toMatchObject({ state: 'ok', name: phone.display })
    expect(scene.channels.trouble('phone')).toBeNull()
    await scene.later(2 * day)
    await told(scene, 1)
    expect(await entries(scene)).toMatchObject([{ cause: 'channel_token', reason: 'ends', channel: 'phone' }])
    const credentials = { phoneNumberId: phone.id, token: phone.token, templateName: '', templateLanguage: '' }
    const tried = await scene.channels.tryCredentials({
      type: 'whatsapp',
      credentials: { ...credentials, appSecret: 'another' },
    })
    expect(tried).toMatchObject({ state: 'expired', reason: expect.stringContaining('app secret') })
    await scene.book.change((draft) => {
      for (const one of draft.channels) one.active = false
    })
    scene.channels.wake()
    await told(scene, 0)
  })

  test('that Meta does not call any more is an Error, until it is subscribed again', async () => {
    const scene = await channelScene()
    scene.graph.pageFields = ['feed']
    scene.graph.isAccountHooked = false
    scene.channels.wake()
    await told(scene, 2)
    expect(scene.channels.trouble('phone')).toMatchObject({ trouble: 'silent' })
    scene.graph.pageFields = ['messages']
    scene.graph.isAccountHooked = true
    await scene.later(10 * minute)
    await told(scene, 0)
    expect((await entries(scene)).map(({ cause }) => cause)).toEqual(['channel_silent', 'channel_silent'])
  })

  test('that does not tell what became of a message is silent an hour later, until it calls again', async () => {
    const scene = await channelScene()
    const marta = await scene.talkWith('34600', 'phone')
    const { id } = await scene.answer(marta, 'Hello?')
    await vi.waitFor(async () => expect(await scene.message(id)).toMatchObject({ state: 'sent' }))
    await scene.later(50 * minute)
    await scene.channels.check('phone')
    expect(await entries(scene)).toEqual([])
    await scene.later(10 * minute)
    await told(scene, 1)
    expect(scene.channels.trouble('phone')).toMatchObject({ trouble: 'silent' })
    scene.channels.heard('phone', [])
    await scene.later(10 * minute)
    await told(scene, 0)
  })

  test('that could not be reached for an hour, was off, told before it answered, or whose clock was set, is not silent', async () => {
    const scene = await channelScene()
    const marta = await scene.talkWith('34600', 'phone')
    const sent = async () => {
      const { id } = await scene.answer(marta, 'Hello?')
      await vi.waitFor(async () => expect(await scene.message(id)).toMatchObject({ state: 'sent' }))
      await scene.asleep()
    }
    const round = async (rounds: number) => {
      for (let at = 0; at < rounds; at += 1) await scene.later(10 * minute)
      await scene.channels.check('phone')
    }
    await sent()
    scene.graph.step = () => 'drop'
    await round(7)
    scene.graph.step = () => 'go'
    await round(1)
    expect(await entries(scene)).toEqual([])

    await sent()
    const turn = (active: boolean) =>
      scene.book.change((draft) => {
        for (const one of draft.channels) one.active = active
      })
    await turn(false)
    await round(3)
    await turn(true)
    await round(4)
    expect(await entries(scene)).toEqual([])

    scene.graph.step = ({ path }) => {
      if (path.endsWith('/messages')) scene.channels.heard('phone', [])
      return 'go'
    }
    await sent()
    scene.graph.step = () => 'go'
    await round(7)
    expect(await entries(scene)).toEqual([])

    await sent()
    scene.clock.jump(2 * hour)
    await scene.channels.check('phone')
    expect(await entries(scene)).toEqual([])
    await round(6)
    await told(scene, 1)
  })

  test('is not judged while Meta cannot be reached', async () => {
    const scene = await channelScene()
    scene.graph.step = () => 'drop'
    expect(await scene.channels.check('page')).toMatchObject({ state: 'unknown' })
    await scene.later(3 * hour)
    expect(await entries(scene)).toEqual([])
    scene.graph.step = () => 'go'
    scene.graph.tokens.delete(page.token)
    await scene.later(10 * minute)
    await told(scene, 1)
    scene.graph.step = () => 'drop'
    await scene.later(hour)
    await told(scene, 1)
  })
})
