import { expect, it } from 'vitest'
import { served } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'

it('opens to the internet what Meta and visitors need, and not the dashboard', async () => {
  const here = await served()
  const cookie = await setUp(here)
  const host = 'bar.example.com'
  const open = (path: string) => here.ask('GET', path, { headers: { host, cookie } })
  expect((await open('/api/v1/hooks/abc')).status).toBe(421)
  await here.house.book.change((draft) => {
    draft.publicAddress = 'https://bar.example.com'
  })
  for (const path of ['/api/v1/channels', '/api/v1/session', '/login', '/', '/widgets-of-ours'])
    expect([path, (await open(path)).status]).toEqual([path, 421])
  for (const path of ['/api/v1/hooks/abc', '/api/v1/chat/settings', '/widget.js'])
    expect([path, (await open(path)).status]).not.toEqual([path, 421])
  // A tunnel that calls us by another name than it was asked by.
  const passedOn = async (path: string, headers: Record<string, string>) =>
    (await here.ask('GET', path, { headers: { cookie, ...headers } })).status
  for (const mark of [
    { 'x-forwarded-host': host },
    { forwarded: 'for=192.0.2.1;host="bar.example.com";proto=https' },
    { 'x-forwarded-for': '192.0.2.1' },
    { 'cf-connecting-ip': '192.0.2.1' },
    { 'x-forwarded-host': `localhost, ${host}` },
  ] as Record<string, string>[]) {
    expect([mark, await passedOn('/api/v1/channels', mark)]).toEqual([mark, 421])
    expect([mark, await passedOn('/api/v1/chat/settings?channel=default', mark)]).toEqual([mark, 200])
  }
  const inside = new URL(here.house.config.publicUrl).host
  for (const mark of [{ 'x-forwarded-host': inside }, { host: inside, 'x-forwarded-for': '192.0.2.1' }])
    expect([mark, await passedOn('/api/v1/channels', mark as Record<string, string>)]).toEqual([mark, 200])
  const json = { nonce: 'a-word-of-some-length' }
  const proven = await here.ask('POST', '/api/v1/public-address/proof', { json, headers: { host } })
  expect(proven.status).toBe(200)
})
