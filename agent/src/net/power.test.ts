import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { underVoltage } from './power.ts'

/** A board whose firmware tells this, or whose kernel has these sensors. */
function board({ throttled, sensors = {} }: { throttled?: string; sensors?: Record<string, string> }) {
  const folder = ownFolder()
  const files = { throttled: join(folder, 'get_throttled'), sensors: join(folder, 'hwmon') }
  if (throttled !== undefined) writeFileSync(files.throttled, throttled)
  mkdirSync(files.sensors)
  Object.entries(sensors).forEach(([name, alarm], index) => {
    const sensor = join(files.sensors, `hwmon${index}`)
    mkdirSync(sensor)
    writeFileSync(join(sensor, 'name'), `${name}\n`)
    writeFileSync(join(sensor, 'in0_lcrit_alarm'), `${alarm}\n`)
  })
  return underVoltage(files)
}

const told: [throttled: string, found: 'now' | 'since_start' | null][] = [
  ['0\n', null],
  ['0x0', null],
  ['50005\n', 'now'],
  ['0x50005', 'now'],
  ['50000\n', 'since_start'],
  // Too hot, which is none of the supply's business.
  ['80008\n', null],
  ['error', null],
  ['', null],
]
test.for(told)('the firmware’s %j is read as it is meant', async ([throttled, found]) => {
  expect(await board({ throttled })).toBe(found)
})

test('the kernel’s sensor tells where the firmware does not, and others’ alarms are not ours', async () => {
  expect(await board({ sensors: { cpu_thermal: '1', rpi_volt: '1' } })).toBe('now')
  expect(await board({ sensors: { cpu_thermal: '1', rpi_volt: '0' } })).toBeNull()
})

test('a machine that tells nothing is well', async () => {
  expect(await underVoltage({ throttled: '/none', sensors: '/none' })).toBeNull()
})
