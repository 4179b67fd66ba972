import { expect, it } from 'vitest'
import { byMail } from '../../../test/fakes/choices.ts'
import { noon } from '../../../test/fakes/house.ts'
import { newEntry } from '../../../test/fakes/new-entry.ts'
import { mailed, withAna } from '../../../test/fakes/people.ts'
import { operatorWrites, visitorWrites } from '../../../test/fakes/web-chat.ts'
import { tellProduct } from './product.ts'
import { tellWeekly } from './weekly.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const probes = [{ type: 'tcp', options: { port: 9101 } }]

/** Ana, whose address is confirmed, with both newsletters or none. */
async function withSubscriber(newsletters = { weekly: true, product: true }) {
  const here = await withAna()
  const { store } = here.house
  const { items } = await store.people.users({ limit: 10 })
  const id = items[0]?.id ?? ''
  await store.people.changeUser(id, { emailConfirmedAt: noon }, [], [])
  await store.notifications.set(id, byMail([], { newsletters }))
  const at = async (moment: string) => {
    here.house.clock.at = Date.parse(moment)
    await tellWeekly(here.house)
    return mailed(here)
  }
  return { ...here, id, at }
}

it('mails the week on Monday at eight by the venue’s clocks, once, with what the log holds', async () => {
  const here = await withSubscriber()
  const { journal } = here.house.store
  const fail = (id: string, at: number, differing = {}) => ({
    do: 'open' as const,
    entry: newEntry({
      id,
      at,
      endedAt: at + 60_000,
      cause: 'paper_out',
      kind: 'Fail',
      deviceName: 'Kitchen',
      ...differing,
    }),
  })
  await here.at('2026-11-21T12:00:00Z')
  await journal.apply([
    fail('before', noon - 7 * dayMs),
    fail('one', noon),
    fail('open', noon + 1000, { endedAt: null }),
    fail('after', Date.parse('2026-11-22T23:30:00Z')),
  ])
  expect(await here.at('2026-11-23T06:59:00Z')).toEqual([])
  const [letter, ...none] = await here.at('2026-11-23T07:00:00Z')
  expect(none).toEqual([])
  expect(letter?.subject).toBe('Bar Pepe: la semana, 2 errores')
  expect(letter?.text).toContain('del 16 de noviembre de 2026 al 22 de noviembre de 2026')
  expect(letter?.text).toContain('- Fail: 2 veces\n  la semana anterior: 1')
  expect(letter?.text).toContain('- Retry: 0 veces\n  la semana anterior: 0')
  expect(letter?.text).toContain('1 problema sigue abierto.')
  expect(letter?.text).toContain('- Kitchen\n  2 veces: 2 Fail')
  expect(letter?.text).not.toMatch(/AÑADIDO|CONVERSACIONES/u)
  expect(letter?.text).toContain('/me#notifications')
  expect(await here.at('2026-11-23T07:05:00Z')).toEqual([])
  await here.ana('POST', '/api/v1/devices', { name: 'Terrace', type: 'printer', address: '192.0.2.50', probes })
  const [next] = await here.at('2026-11-30T07:00:00Z')
  expect(next?.text).toMatch(/AÑADIDO ESTA SEMANA\n-+\n- Terrace/u)
})

it('tells how fast conversations of the week were answered', async () => {
  const here = await withSubscriber()
  const { talk } = here.house.store
  await here.at('2026-11-21T12:00:00Z')
  for (const name of ['Lucia', 'Marc', 'Nuria']) {
    const { conversationId } = await visitorWrites(here, name, 'Hello')
    if (name === 'Nuria') break
    await talk.pick(conversationId, here.id, 'Ana Puig', here.house.clock.at)
    here.house.clock.at += 4 * 60_000
    await operatorWrites(here, conversationId, here.id)
  }
  const [letter] = await here.at('2026-11-23T07:00:00Z')
  expect(letter?.text).toMatch(
    /- 3 conversaciones nuevas\n {2}primera respuesta \(mediana\): 4\smin\n {2}sin respuesta: 1/u,
  )
})

it('makes up for a Monday on which the box was off until Tuesday is over, and tells nobody of a week before they subscribed', async () => {
  const late = await withSubscriber()
  await late.at('2026-11-21T12:00:00Z')
  expect(await late.at('2026-11-24T20:00:00Z')).toHaveLength(1)
  expect(await late.at('2026-12-02T08:00:00Z')).toEqual([])
  const fresh = await withSubscriber()
  expect(await fresh.at('2026-11-23T09:00:00Z')).toEqual([])
  expect(await fresh.at('2026-11-30T09:00:00Z')).toHaveLength(1)
  const other = await withSubscriber({ weekly: false, product: true })
  await other.at('2026-11-21T12:00:00Z')
  expect(await other.at('2026-11-23T07:00:00Z')).toEqual([])
})

const changelog = `# Changelog
## Unreleased
### Added
- Not yet
## 1.2.0
### Added
- A **new** \`thing\`
### Fixed
- A fault
## 1.1.0
### Added
- Something of before
## 1.0.0
### Added
- All of it
`

it('mails what is new after an update to a newer version, once, and nothing after the first start or a way back', async () => {
  const here = await withSubscriber()
  const run = async (version: string) => {
    await tellProduct({ ...here.house, version, changelog: async () => changelog })
    return mailed(here)
  }
  expect(await run('1.0.0')).toEqual([])
  const [letter, ...none] = await run('1.2.0')
  expect(none).toEqual([])
  expect(letter?.subject).toBe('Bar Pepe: Sereno se ha actualizado a 1.2.0')
  expect(letter?.text).toContain('1.2.0: ADDED\n------------\n- A new thing')
  expect(letter?.text).toContain('- Something of before')
  expect(letter?.text).not.toMatch(/All of it|Not yet/u)
  expect(await run('1.2.0')).toEqual([])
  expect(await run('1.1.0')).toEqual([])
  expect(await run('1.2.0')).toEqual([])
})
