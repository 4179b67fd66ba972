import { expect, it } from 'vitest'
import { noon } from '../../../../test/fakes/house.ts'
import { newEntry } from '../../../../test/fakes/new-entry.ts'
import { type Here, mailed, withAna, withEva } from '../../../../test/fakes/people.ts'
import { iso } from '../../../clock.ts'
import { noteAlive } from './alive.ts'
import { isNearlyFull } from './storage.ts'
import { tellNotices } from './tell-notices.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const confirm = async ({ house }: Here, id: string) =>
  house.store.people.changeUser(id, { emailConfirmedAt: noon - 48 * hourMs }, [], [])

/** Ana, whose address is confirmed, with Spanish chosen at the set-up. */
async function withAnaConfirmed() {
  const here = await withAna()
  const { items } = await here.house.store.people.users({ limit: 10 })
  await confirm(here, items[0]?.id ?? '')
  return here
}

const own = (differing: Parameters<typeof newEntry>[0]) =>
  newEntry({ deviceId: null, deviceName: null, source: 'agent', probe: null, ...differing })

const log = ({ house }: Here, ...entries: ReturnType<typeof newEntry>[]) =>
  house.store.journal.apply(entries.map((entry) => ({ do: 'open' as const, entry })))

const told = async (here: Here) => {
  await tellNotices(here.house)
  return (await mailed(here)).map(({ to, subject }) => `${to}: ${subject}`)
}

it('P40 tells admins and advisors of a backup that failed, each once, and nobody whose address is not confirmed', async () => {
  const here = await withAnaConfirmed()
  const { id } = await withEva(here, { role: 'advisor' })
  await here.house.store.people.changeUser(id, { emailConfirmedAt: null }, [], [])
  await log(
    here,
    own({ id: 'b1', cause: 'backup_failed', at: noon - hourMs, endedAt: null, detail: { reason: 'EIO' } }),
  )
  expect(await told(here)).toEqual([expect.stringMatching(/^ana@example\.com: .+: la copia de seguridad ha fallado$/u)])
  expect(await told(here)).toEqual([])
  await confirm(here, id)
  expect(await told(here)).toEqual([expect.stringMatching(/^eva@example\.com: /u)])
  here.house.clock.at += 25 * hourMs
  expect(await told(here)).toEqual([])
})

it('sends of one thing one mail a day, and bundles what happened meanwhile', async () => {
  const here = await withAnaConfirmed()
  const failed = (id: string, at: number) =>
    own({ id, cause: 'backup_failed', at, endedAt: at + minuteMs, detail: { reason: id } })
  await log(here, failed('one', noon - 2 * hourMs))
  expect(await told(here)).toHaveLength(1)
  for (const [id, after] of [
    ['two', 1],
    ['three', 2],
  ] as const) {
    here.house.clock.at = noon + after * hourMs
    await log(here, failed(id, here.house.clock.at))
    expect(await told(here)).toEqual([])
  }
  here.house.clock.at = noon + 24 * hourMs
  await tellNotices(here.house)
  const [bundle, ...none] = await mailed(here)
  expect(none).toEqual([])
  const times = bundle?.text.match(/21 nov, de \d\d:\d\d/gu)
  expect(times).toEqual(['21 nov, de 14:00', '21 nov, de 15:00'])
})

it('tells once the box is back for how long it was off and without internet, and not of short times', async () => {
  const here = await withAnaConfirmed()
  const { keep } = here.house.store
  await keep.set({ alive: noon - 3 * hourMs })
  await log(
    here,
    own({ id: 'i1', cause: 'isp_down', kind: 'Offline', at: noon - 5 * hourMs, endedAt: noon - 4 * hourMs }),
    own({ id: 'i2', cause: 'isp_down', kind: 'Offline', at: noon - 6 * hourMs, endedAt: noon - 6 * hourMs + minuteMs }),
    own({ id: 'i3', cause: 'isp_down', kind: 'Offline', at: noon - minuteMs, endedAt: null }),
  )
  await noteAlive(here.house)
  await noteAlive(here.house)
  await tellNotices(here.house)
  const [letter, ...none] = await mailed(here)
  expect(none).toEqual([])
  expect(letter?.subject).toMatch(/: el equipo Sereno ha estado desconectado$/u)
  expect(letter?.text).toContain('- El equipo no tenía internet\n  21 nov, de 08:00 a 09:00 (1 h 0 min)')
  expect(letter?.text).toContain('- El equipo estaba apagado\n  21 nov, de 10:00 a 13:00 (3 h 0 min)')
  expect(letter?.text.match(/^- /gmu)).toHaveLength(2)
})

it('does not take a restart, or a clock that nobody trusts, for a box that was off', async () => {
  const here = await withAnaConfirmed()
  const { store, watch } = here.house
  await store.keep.set({ alive: noon - 3 * hourMs })
  watch.isClockTrusted = false
  await noteAlive(here.house)
  expect(await store.keep.get('alive')).toBe(noon - 3 * hourMs)
  watch.isClockTrusted = true
  await store.keep.set({ alive: noon - 5 * minuteMs })
  await noteAlive(here.house)
  here.house.clock.at += 3 * hourMs
  await noteAlive(here.house)
  expect(await told(here)).toEqual([])
})

it('tells once mail works again since when it failed and how many waited, unless an outage explains it', async () => {
  const here = await withAnaConfirmed()
  const { outbox, journal } = here.house.store
  const span = { at: noon - 3 * hourMs, endedAt: noon - hourMs }
  const waited = (id: string, createdAt: number) => ({
    ...{ id, to: 'ops@example.com', messageId: `<${id}@x>`, subject: 'Bar', text: '', html: '', headers: {} },
    ...{ transport: 'email' as const, runId: null, createdAt, expiresAt: noon + hourMs, nextAt: createdAt },
  })
  await outbox.add([waited('m1', span.at), waited('m2', span.at + minuteMs)])
  for (const [id, at] of [
    ['m1', span.endedAt],
    ['m2', span.endedAt + minuteMs],
  ] as const)
    await outbox.sent(id, at)
  const retry = { cause: 'mail_retry', kind: 'Retry' as const, detail: { mailId: 'm1' }, ...span }
  await log(here, own({ ...retry, id: 'r1', explainedBy: 'line' }))
  expect(await told(here)).toEqual([])
  await log(here, own({ ...retry, id: 'r2' }))
  await tellNotices(here.house)
  const letters = (await mailed(here)).filter(({ to }) => to === 'ana@example.com')
  expect(letters).toHaveLength(1)
  expect(letters[0]?.text).toContain('21 nov, de 10:00 a 12:00 (2 h 0 min)\n  2 correos esperaron')
  expect(await told(here)).toEqual([])
  expect((await journal.summary({ since: iso(0), until: iso(noon) })).total).toBe(2)
})

it('knows a disk with little room by what a backup needs', () => {
  const gigabyte = 1024 ** 3
  expect(isNearlyFull({ freeBytes: gigabyte / 10, totalBytes: gigabyte })).toBe(true)
  expect(isNearlyFull({ freeBytes: gigabyte / 2, totalBytes: 30 * gigabyte })).toBe(true)
  expect(isNearlyFull({ freeBytes: gigabyte / 2, totalBytes: 4 * gigabyte })).toBe(false)
  expect(isNearlyFull({ freeBytes: 2 * gigabyte, totalBytes: 2000 * gigabyte })).toBe(false)
})
