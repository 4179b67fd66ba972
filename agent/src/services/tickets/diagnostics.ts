import { deviceTypes } from '@sereno/shared/device.ts'
import { ticketBounds } from '@sereno/shared/tickets.ts'
import { iso } from '../../clock.ts'
import { unseen } from '../../flow/live.ts'
import { stateOf } from '../devices/device-view.ts'
import type { House } from '../house.ts'
import { getSystem } from '../system/get-system.ts'

type Line = [name: string, value: string | number | boolean | null]

const megabytes = (bytes: number | null) => (bytes === null ? null : `${Math.round(bytes / 1024 / 1024)} MB`)

/**
 * What the agent knows of itself, as lines that a person reads before they send it: counts and figures, no names, no
 * addresses, no secrets. In English, for whoever answers.
 */
export async function diagnostics(house: House): Promise<string> {
  const now = house.clock.now()
  const system = await getSystem(house, 'en')
  const { machine } = system
  const open = await house.store.journal.openEntries()
  const lines: Line[] = [
    ['made at', iso(now)],
    ['sereno', system.version],
    ['node', process.versions.node],
    ['running since', system.startedAt],
    ['machine', machine.model],
    ['system', machine.system],
    ['processors, load', `${machine.cores}, ${machine.load ?? '?'}`],
    ['temperature °C', machine.temperatureC],
    ['weak power supply', machine.underVoltage ?? 'no'],
    ['memory free of', `${megabytes(machine.memoryAvailableBytes)} of ${megabytes(machine.memoryTotalBytes)}`],
    ['memory of the agent', megabytes(system.memoryBytes)],
    ['disk free of', `${megabytes(system.diskFreeBytes)} of ${megabytes(system.diskTotalBytes)}`],
    ['card wear %', machine.storageWearPercent],
    ['database', megabytes(system.databaseBytes)],
    ['clock trusted', system.clockTrusted],
    [
      'event loop delay p99, max ms',
      `${Math.round(system.eventLoopDelayP99Ms)}, ${Math.round(system.eventLoopDelayMaxMs)}`,
    ],
    ['last check', system.lastCheckAt],
    ['mails waiting', system.mailsWaiting],
    ['mail stands still', system.mailsPaused],
    ['retries in 24 h', system.retriesToday],
    ...deviceLines(house, now),
    ...tally(open.map(({ kind, cause }) => `open ${kind} ${cause}`)),
    ...system.lacks.map(({ code }): Line => ['lack', code]),
  ]
  return lines
    .map(([name, value]) => `${name}: ${value ?? 'not known'}`)
    .join('\n')
    .slice(0, ticketBounds.diagnosticsLength)
}

function deviceLines(house: House, now: number): Line[] {
  const { devices } = house.book.read()
  return deviceTypes.flatMap((type) =>
    tally(
      devices
        .filter((device) => device.type === type)
        .map((device) => `devices ${type} ${stateOf(device, house.watch.live(device.id) ?? unseen(), now).state}`),
    ),
  )
}

function tally(names: string[]): Line[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
}
