import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { liveChat, type VisitorPost } from './live-chat.ts'

const identitySecret = 'a secret of the channel'
const sign = (id: string, secret = identitySecret, rest = 'Marta\nmarta@example.com') =>
  createHmac('sha256', secret).update(`${id}\n${rest}`).digest('hex')
const marta = { id: 'guest-7', name: 'Marta', email: 'marta@example.com' }
const post = (identity: VisitorPost['identity']): VisitorPost => ({
  ...{ contactKey: 'visitor', name: 'Marta', clientId: 'first-words', text: 'No paper', identity },
})

test('a visitor’s words come in, with and without a signature of their site', () => {
  const told = [
    {
      type: 'message',
      contactKey: 'visitor',
      contactName: 'Marta',
      externalId: 'first-words',
      sentAt: null,
      text: 'No paper',
      files: [],
    },
  ]
  expect(liveChat.receive(post(null), { identitySecret: null })).toEqual(told)
  expect(liveChat.receive(post({ ...marta, hash: sign('guest-7') }), { identitySecret })).toEqual(told)
})

test.each([
  ['of another id', sign('guest-8'), identitySecret],
  ['with another secret', sign('guest-7', 'guessed'), identitySecret],
  ['where there is no secret', sign('guest-7', ''), null],
  ['that is cut short', sign('guest-7').slice(0, 62), identitySecret],
  ['of the id alone', createHmac('sha256', identitySecret).update('guest-7').digest('hex'), identitySecret],
  ['of another name', sign('guest-7', identitySecret, 'Ana\nmarta@example.com'), identitySecret],
  ['of another e-mail', sign('guest-7', identitySecret, 'Marta\nana@example.com'), identitySecret],
  ['that is no signature', 'zz'.repeat(32), identitySecret],
])('a signature %s is refused', (_, hash, secret) => {
  expect(() => liveChat.receive(post({ ...marta, hash }), { identitySecret: secret })).toThrow('not signed')
})

test('what is kept is sent, and it is well', async () => {
  const { signal } = new AbortController()
  expect(await liveChat.send({ type: 'text', text: 'Hola' }, 'visitor', { identitySecret }, signal)).toMatchObject({
    end: 'taken',
  })
  expect(await liveChat.health({ identitySecret }, signal)).toMatchObject({ state: 'ok' })
})
