import { api } from '@sereno/shared/api/index.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse } from '../../../test/fakes/house.ts'
import { newEntry, newNotice } from '../../../test/fakes/new-entry.ts'
import { newMail } from '../../../test/fakes/new-run.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { addDevice } from '../devices/add-device.ts'
import { metricsText } from '../metrics/metrics-text.ts'
import { openMetrics } from '../metrics/open-metrics.ts'
import { getSystem } from './get-system.ts'
import { restartAgent } from './restart-agent.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

test('the agent tells of itself, in the reader’s language', async () => {
  await house.store.journal.apply([
    { do: 'open', entry: newEntry({ at: noon }) },
    { do: 'notice', notice: newNotice({ at: noon }) },
  ])
  const system = api['system.get'].response.parse(await getSystem(house, 'ru'))
  expect(system).toMatchObject({ version: '0.0.0-test', startedAt: '2026-11-21T12:00:00.000Z', clockTrusted: true })
  expect(system.databaseId).toBe(house.store.databaseId)
  expect(system.newestSequence).toBe((await house.store.journal.newest()).sequence)
  expect(system.memoryBytes).toBeGreaterThan(0)
  expect(system.diskFreeBytes).toBeGreaterThan(0)
  expect(system.eventLoopDelayP99Ms).toBeGreaterThanOrEqual(0)
  expect(system.lacks).toMatchObject([{ code: 'not_set_up', message: 'Sereno ещё не настроен' }])
})

test('the figures are OpenMetrics: each family declared once, labels escaped, an end', async () => {
  const name = 'Bar "\\" 1'
  const { id } = await addDevice(house, { name, type: 'printer', address: '192.0.2.1' }, 'en')
  house.watch.is(id, { state: 'down', observedAt: noon })
  await house.store.journal.apply([{ do: 'open', entry: newEntry({ at: noon }) }])
  await house.store.outbox.add([newMail()])
  const text = await metricsText(house)
  const lines = text.split('\n')
  expect(text.endsWith('# EOF\n')).toBe(true)
  expect(lines).toContain('sereno_info{version="0.0.0-test"} 1')
  expect(lines).toContain(
    `sereno_device_state{device="${id}",name="Bar \\"\\\\\\" 1",type="printer",sereno_device_state="down"} 1`,
  )
  expect(lines.filter((line) => line.startsWith('sereno_device_state{') && line.endsWith(' 1'))).toHaveLength(1)
  expect(lines).toContain('sereno_open_entries{kind="Fail"} 1')
  expect(lines).toContain('sereno_day_entries{kind="Fail"} 1')
  expect(lines).toContain('sereno_outbox_waiting 1')
  const declared = lines.filter((line) => line.startsWith('# TYPE ')).map((line) => line.split(' ')[2])
  expect(new Set(declared).size).toBe(declared.length)
  for (const line of lines.slice(0, -2)) {
    expect(line).toMatch(
      /^(# (TYPE|UNIT|HELP) sereno\w* .+|sereno\w*(\{\w+="(\\.|[^"\\])*"(,\w+="(\\.|[^"\\])*")*\})? [\d.e+-]+)$/u,
    )
  }
})

test('a line feed in a label writes no sample of its own', () => {
  const samples = [{ labels: { name: 'a"} 1\nforged 1' }, value: 0 }]
  expect(openMetrics([{ name: 'x', type: 'gauge', help: 'h', samples }])).toBe(
    '# TYPE x gauge\n# HELP x h\nx{name="a\\"} 1\\nforged 1"} 0\n# EOF\n',
  )
})

test('it ends for a restart only where somebody starts it again', async () => {
  expect((await refusalOf(async () => restartAgent(house))).code).toBe('no_supervisor')
  let restarts = 0
  house.restart = () => {
    restarts += 1
  }
  restartAgent(house)
  expect(restarts).toBe(1)
  expect((await getSystem(house, 'en')).restartable).toBe(true)
})
