import { expect, test } from 'vitest'
import { type ChannelFacts, judgeChannel } from './channel.ts'

const now = Date.parse('2026-11-21T12:00:00.000Z')
const [hour, day] = [3_600_000, 24 * 3_600_000]
const facts = (differing: Partial<ChannelFacts> = {}): ChannelFacts => ({
  name: 'WhatsApp',
  type: 'whatsapp',
  health: { state: 'ok', expiresAt: null, reason: '' },
  unheard: null,
  ...differing,
})
const health = (state: ChannelFacts['health']['state'], expiresAt: number | null = null) => ({
  health: { state, expiresAt, reason: 'as Meta said' },
})

test('needs new credentials where they are refused, or end within a week', () => {
  expect(judgeChannel(facts(health('expired')), now)).toEqual({
    cause: 'channel_token',
    detail: { channel: 'WhatsApp', reason: 'refused', description: 'as Meta said' },
  })
  expect(judgeChannel(facts(health('ok', now + 7 * day)), now)).toBeNull()
  expect(judgeChannel(facts(health('ok', now + 7 * day - 1)), now)).toMatchObject({
    cause: 'channel_token',
    detail: { reason: 'ends', until: '2026-11-28' },
  })
  // A clock that is not to be believed says of no token that it ends.
  expect(judgeChannel(facts(health('ok', now)), null)).toBeNull()
})

test('is silent where what it took is not told of, and never because nobody writes', () => {
  const unheard = (contacts: number, ms: number) => ({ unheard: { forMs: ms, contacts } })
  expect(judgeChannel(facts(), now)).toBeNull()
  expect(judgeChannel(facts(unheard(1, hour - 1)), now)).toBeNull()
  expect(judgeChannel(facts(unheard(1, hour)), now)).toMatchObject({
    cause: 'channel_silent',
    detail: { reason: 'no_receipts' },
  })
  expect(judgeChannel(facts({ type: 'messenger', ...unheard(2, day) }), now)).toBeNull()
  expect(judgeChannel(facts({ type: 'messenger', ...unheard(3, hour) }), now)).toMatchObject({
    cause: 'channel_silent',
  })
  expect(judgeChannel(facts(health('unhooked')), now)).toMatchObject({ detail: { reason: 'not_subscribed' } })
})

test('that cannot be asked is judged by nothing', () => {
  expect(judgeChannel(facts({ ...health('unknown'), unheard: { forMs: 9 * day, contacts: 9 } }), now)).toBeNull()
})
