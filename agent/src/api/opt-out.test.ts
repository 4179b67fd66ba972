import { expect, test } from 'vitest'
import { served } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'
import { stopLinks } from '../flow/stop-links.ts'

const day = 86_400_000

test('anyone with the link may stop the mails, nobody by a GET, and a link of no mail is told nothing', async () => {
  const here = await served()
  const { house, ask } = here
  await setUp(here)
  const token = (await stopLinks(house, ['ops@x.test'])).get('ops@x.test')?.split('#')[1] ?? ''
  const look = (json: object) => ask('POST', '/api/v1/opt-out/look', { json })
  expect((await look({ token })).json).toMatchObject({ email: 'ops@x.test', stopped: false })
  expect((await ask('GET', '/api/v1/opt-out')).status).toBe(405)
  const unknown = await look({ token: 'x'.repeat(43) })
  expect(unknown.status).toBe(404)
  expect((await look({ token: 'of another make' })).status).toBe(404)
  const put = await ask('PUT', '/api/v1/opt-out', { json: { token, stopped: true } })
  expect([put.status, put.json.stopped]).toEqual([200, true])
  const foreign = await ask('PUT', '/api/v1/opt-out', {
    json: { token, stopped: false },
    headers: { origin: 'http://evil.test' },
  })
  expect(foreign.status).toBe(403)
  const other = (await stopLinks(house, ['tech@x.test'])).get('tech@x.test')?.split('#')[1] ?? ''
  expect((await look({ token: other })).status).toBe(200)
  // A link that is too old is as one that never was.
  await house.store.prune(house.book.read().venue.retention, house.clock.now() + 401 * day)
  const { instance: _one, ...old } = (await look({ token: other })).json
  const { instance: _other, ...never } = unknown.json
  expect(old).toEqual(never)
  expect((await house.store.recipients.standing(['ops@x.test']))[0]?.stoppedAt).not.toBeNull()
})

test('guessing is slowed down, and a right link is never counted', async () => {
  const here = await served()
  const { house, ask } = here
  await setUp(here)
  const token = (await stopLinks(house, ['ops@x.test'])).get('ops@x.test')?.split('#')[1] ?? ''
  const look = async (secret: string) => (await ask('POST', '/api/v1/opt-out/look', { json: { token: secret } })).status
  for (let n = 0; n < 12; n += 1) expect(await look(token)).toBe(200)
  const answers: number[] = []
  for (let n = 0; n < 11; n += 1) answers.push(await look(`wrong-${n}`))
  expect(answers).toEqual([...Array<number>(10).fill(404), 429])
})
