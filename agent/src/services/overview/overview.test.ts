import { randomUUID } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { api } from '@sereno/shared/api/index.ts'
import type { Change, NewEntry } from '@sereno/shared/change.ts'
import { languages } from '@sereno/shared/field.ts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeHouse, noon, type PretendHouse, technician } from '../../../test/fakes/house.ts'
import { newEntry } from '../../../test/fakes/new-entry.ts'
import { addDevice, newDevice } from '../devices/add-device.ts'
import { addIntegration } from '../integrations/add-integration.ts'
import { entriesEach } from './briefs.ts'
import { getOverview } from './get-overview.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
  const account = {
    company: 'Bar Pepe',
    email: 'a@example.com',
    language: 'es',
    createdAt: '2026-11-01T00:00:00.000Z',
  } as const
  await house.book.change((draft) => {
    draft.account = { ...account, timezone: 'Europe/Madrid' }
  })
})
afterEach(() => house.close())

const look = async (language: (typeof languages)[number] = 'en') =>
  api['overview.get'].response.parse(await getOverview(house, language))
const verdict = async (language?: (typeof languages)[number]) => (await look(language)).verdict

async function watched(name: string, state: 'up' | 'down' | 'degraded' | 'asleep' = 'up'): Promise<string> {
  const address = `192.0.2.${house.book.read().devices.length + 1}`
  const { id } = await addDevice(house, { name, type: 'printer', address }, 'en')
  house.watch.is(id, { state, stateSince: noon, observedAt: noon })
  return id
}

function fail(deviceId: string | null, deviceName: string | null, more: Partial<NewEntry> = {}) {
  const incidentId = randomUUID()
  return house.store.journal.apply([
    { do: 'open_incident', id: incidentId, deviceId, deviceName, at: noon },
    { do: 'open', entry: newEntry({ at: noon, deviceId, deviceName, incidentId, ...more }) },
  ])
}

describe('the verdict', () => {
  test('says that there is nothing to watch, that nobody looked yet, and that all is quiet', async () => {
    expect(await verdict()).toEqual({ level: 'empty', text: 'There are no devices to watch yet' })
    const { id } = await addDevice(house, { name: 'Kitchen', type: 'printer', address: '192.0.2.1' }, 'en')
    expect(await verdict()).toEqual({ level: 'unknown', text: 'The first look is under way; there is no verdict yet' })
    house.watch.is(id, { state: 'up', observedAt: noon })
    expect(await verdict()).toEqual({ level: 'well', text: 'All quiet: the one device is well' })
    await watched('Bar', 'asleep')
    expect((await verdict('ru')).text).toBe('Всё спокойно: 2 устройства в порядке')
  })

  test('names one problem with its cause and since when, in the time of the venue', async () => {
    const id = await watched('Kitchen printer', 'down')
    await fail(id, 'Kitchen printer', { at: noon + 120_000 })
    const { level, text } = await verdict()
    expect(level).toBe('trouble')
    expect(text).toMatch(/^1 problem: Kitchen printer, .*, since 13:02$/u)
    for (const language of languages) expect((await verdict(language)).text).toContain('Kitchen printer')
  })

  test('begins the cause small within the sentence, but for a word that is written so', async () => {
    const id = await watched('iPad terrace', 'down')
    await fail(id, 'iPad terrace', { cause: 'wifi_flapping' })
    expect((await verdict()).text).toMatch(/, Wi-Fi comes and goes, /u)
  })

  test('says where the device is, unless its name does', async () => {
    const { id } = await addDevice(
      house,
      { name: 'Printer 2', type: 'printer', place: 'Kitchen', address: '192.0.2.9' },
      'en',
    )
    await fail(id, 'Printer 2')
    expect((await verdict()).text).toMatch(/^1 problem: Printer 2 \(Kitchen\), /u)
    await house.book.change(({ devices }) => {
      for (const device of devices) device.place = 'printer'
    })
    expect((await verdict()).text).toMatch(/^1 problem: Printer 2, /u)
  })

  test('says the day where it was not today', async () => {
    await fail('a', 'Kitchen printer', { at: noon - 2 * 86_400_000 })
    expect((await verdict()).text).toMatch(/since .*Nov.*13:00|since .*19.*13:00/u)
  })

  test('counts a device once, and tells of the worst: Offline, Fail, Error, Retry, then the older', async () => {
    await fail('a', 'Till', { kind: 'Retry', cause: 'check_retry' })
    await fail('b', 'Kitchen', { cause: 'cover_open', at: noon - 1 })
    await fail('b', 'Kitchen', { cause: 'paper_out' })
    await fail(null, null, { kind: 'Error', cause: 'disk_full' })
    expect((await verdict()).text).toMatch(/^3 problems, the worst: Kitchen, /u)
    await fail('c', 'Bar', { kind: 'Offline', cause: 'no_answer' })
    expect((await verdict('ru')).text).toMatch(/^4 проблемы, самая серьёзная: Bar, /u)
  })

  test('a problem of the agent itself bears its own name', async () => {
    await fail(null, null, { kind: 'Error', cause: 'disk_full' })
    expect((await verdict()).text).toMatch(/^1 problem: Sereno, /u)
  })

  test('names what hangs behind a parent, and does not count it', async () => {
    const children = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name) => ({ id: name, name }))
    await fail('p', 'Switch', { id: 'outage', kind: 'Offline', cause: 'no_answer', detail: { children } })
    await fail('q', 'Mail', { kind: 'Retry', cause: 'mail_retry', explainedBy: 'outage' })
    const { text } = await verdict()
    expect(text).toMatch(/^1 problem: Switch, /u)
    expect(text).toContain('; behind it: A, B, C, D, E, and 2 more')
  })

  test('nobody knows without fresh data, and it is never well', async () => {
    await watched('Kitchen')
    await watched('Bar')
    house.clock.at = noon + 3_600_000
    expect(await verdict()).toEqual({ level: 'unknown', text: 'No fresh data from 2 devices: Kitchen and Bar' })
  })

  test('names what works with difficulty', async () => {
    await watched('Kitchen', 'degraded')
    await watched('Bar')
    expect(await verdict()).toEqual({ level: 'well', text: 'Nothing is down, but 1 device needs an eye: Kitchen' })
  })
})

test('what needs attention comes worst first; what another explains is named, not listed', async () => {
  await fail('a', 'Till', { kind: 'Retry', cause: 'check_retry' })
  await fail('b', 'Kitchen', { cause: 'paper_out' })
  await fail('c', 'Bar', { id: 'outage', kind: 'Offline', cause: 'no_answer' })
  await fail('d', 'Cloud', { kind: 'Error', cause: 'pos_cloud', explainedBy: 'outage' })
  const { incidents, explained, counts } = await look()
  expect(incidents.map(({ deviceName }) => deviceName)).toEqual(['Bar', 'Kitchen', 'Till'])
  expect(explained.map(({ cause }) => cause).toSorted()).toEqual(['no_answer', 'pos_cloud'])
  expect(counts).toEqual({ Error: 1, Fail: 1, Offline: 1, Retry: 1 })
})

test('of an incident come the open entries and the newest, and how many more there are; readings stay in the log', async () => {
  await fail('a', 'Till', { detail: { evidence: ['icmp silent'] } })
  const incidentId = (await look()).incidents[0]?.id ?? ''
  const ended = Array.from({ length: 10 }, (_, minute) => {
    const at = noon + minute * 60_000
    return { do: 'open' as const, entry: newEntry({ at, endedAt: at, deviceId: 'a', deviceName: 'Till', incidentId }) }
  })
  await house.store.journal.apply(ended)
  const [incident] = (await look()).incidents
  expect(incident?.moreEntries).toBe(3)
  expect(incident?.entries.map(({ endedAt }) => endedAt !== null)).toEqual([false, ...Array(7).fill(true)])
  expect(incident?.entries[1]?.at).toBe('2026-11-21T12:09:00.000Z')
  expect(incident?.entries[0]).not.toHaveProperty('detail')
})

test('the fewer incidents there are, the more is told of each: eight entries at most, two at least', () => {
  expect([0, 1, 75, 76, 100, 300, 10_000].map(entriesEach)).toEqual([8, 8, 8, 7, 6, 2, 2])
})

test('an entry names what hangs behind it: folded devices, and those whose entries it explains', async () => {
  const children = Array.from({ length: 12 }, (_, index) => ({ id: `${index}`, name: `iPad ${index}` }))
  await fail('p', 'Switch', { id: 'outage', kind: 'Offline', cause: 'no_answer', detail: { children } })
  await fail('q', 'Till', { kind: 'Retry', cause: 'check_retry', explainedBy: 'outage' })
  const { behind, behindMore } = (await look()).incidents[0]?.entries[0] ?? {}
  expect(behind?.slice(0, 2)).toEqual(['iPad 0', 'iPad 1'])
  expect([behind?.length, behindMore]).toEqual([12, 1])
})

test('the day before is counted, too', async () => {
  await fail('a', 'Till', { at: noon - 30 * 3_600_000, endedAt: noon - 29 * 3_600_000 })
  const { counts, countsBefore } = await look()
  expect([counts.Fail, countsBefore.Fail]).toEqual([0, 1])
})

test('three hundred devices in trouble fit into 100 kB, and each is told in short', async () => {
  await house.book.change((draft) => {
    draft.devices = Array.from({ length: 300 }, (_, index) => ({
      ...newDevice(house, {
        name: `Printer ${index}`,
        type: 'printer',
        place: `Room ${index % 9}`,
        address: `192.0.2.${index}`,
      }),
      address: `10.0.${Math.floor(index / 250)}.${(index % 250) + 1}`,
    }))
  })
  const changes = house.book.read().devices.flatMap(({ id, name }): Change[] => [
    { do: 'open_incident', id: `i-${id}`, deviceId: id, deviceName: name, at: noon },
    ...(['Retry', 'Offline', 'Fail'] as const).map((kind) => ({
      do: 'open' as const,
      entry: newEntry({ at: noon, kind, deviceId: id, deviceName: name, incidentId: `i-${id}` }),
    })),
  ])
  await house.store.journal.apply(changes)
  const all = await look('ru')
  expect(all.devices).toHaveLength(300)
  expect(all.incidents).toHaveLength(300)
  for (const { entries, moreEntries, moreOpen } of all.incidents) {
    expect(entries.map(({ kind }) => kind)).toEqual(['Offline', 'Fail'])
    expect([moreEntries, moreOpen]).toEqual([1, 1])
  }
  expect(gzipSync(JSON.stringify(all)).length).toBeLessThan(100_000)
})

test('a refused hand edit shows with its place and reason, until it is right again', async () => {
  const file = join(house.folder, 'venue.json')
  await appendFile(file, '{')
  const refused = async () => (await look()).lacks.find(({ code }) => code === 'venue_refused')
  await vi.waitFor(async () => expect((await refused())?.message).toMatch(/venue\.json was refused in line \d+: /u))
})

test('lacks tell of the clock, the mail and the set-up; the next digest is the first that is due', async () => {
  const codes = async () => (await look()).lacks.map(({ code }) => code)
  expect(await codes()).toEqual([])
  const form = api['integrations.add'].body.parse({ type: 'error-follow-up', name: 'Ops', emails: 'ops@example.com' })
  await addIntegration(house, form, technician, 'en')
  expect((await look()).nextDigestAt).toBe('2026-11-21T13:00:00.000Z')
  expect(await codes()).toEqual(['mail_not_configured'])
  await house.book.change((draft) => {
    draft.account = null
    draft.mail = {
      host: 'mail.example.com',
      port: 587,
      security: 'auto',
      user: '',
      password: '',
      from: 'a@example.com',
    }
  })
  house.mail.pausedBy = 'wrong_password: 535 no'
  house.watch.isClockTrusted = false
  house.clock.at += 10_000
  expect(await codes()).toEqual(['not_set_up', 'clock_untrusted', 'mail_paused'])
})
