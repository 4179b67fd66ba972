import { type DeviceSetting, deviceStates } from '@sereno/shared/device.ts'
import { kinds } from '@sereno/shared/kind.ts'
import { iso } from '../../clock.ts'
import { unseen } from '../../flow/live.ts'
import { stateOf } from '../devices/device-view.ts'
import type { House } from '../house.ts'
import { loopDelayMaxMs, loopDelayP99Ms } from '../system/loop-delay.ts'
import { type Family, openMetrics } from './open-metrics.ts'

const dayMs = 86_400_000

/** The agent's figures as OpenMetrics. */
export async function metricsText(house: House): Promise<string> {
  const now = house.clock.now()
  const { journal, outbox } = house.store
  const [open, day, waiting] = await Promise.all([
    journal.openOutlines(),
    journal.summary({ since: iso(now - dayMs), until: iso(now + 1) }),
    outbox.waiting(),
  ])
  const lastCheckAt = house.watch.lastCheckAt()
  const openOf = (kind: string) => open.filter((entry) => entry.kind === kind).length
  return openMetrics([
    {
      name: 'sereno',
      type: 'info',
      help: 'The agent',
      samples: [{ labels: { version: house.version }, value: 1 }],
    },
    figure('sereno_start_time_seconds', 'When the agent started', house.startedAt / 1000, 'seconds'),
    {
      name: 'sereno_device_state',
      type: 'stateset',
      help: 'How each device is',
      samples: house.book.read().devices.flatMap((setting) => statesOf(house, setting, now)),
    },
    {
      name: 'sereno_open_entries',
      type: 'gauge',
      help: 'Failures that last, by kind',
      samples: kinds.map((kind) => ({ labels: { kind }, value: openOf(kind) })),
    },
    {
      name: 'sereno_day_entries',
      type: 'gauge',
      help: 'Entries that overlap the last 24 hours, by kind',
      samples: kinds.map((kind) => ({ labels: { kind }, value: day.kinds[kind] })),
    },
    figure('sereno_outbox_waiting', 'Mails that wait to go out', waiting.count),
    ...(lastCheckAt === null
      ? []
      : [figure('sereno_last_check_time_seconds', 'When a check was last concluded', lastCheckAt / 1000, 'seconds')]),
    figure(
      'sereno_loop_delay_p99_seconds',
      'Delay of the event loop since the start',
      loopDelayP99Ms() / 1000,
      'seconds',
    ),
    figure(
      'sereno_loop_delay_max_seconds',
      'Longest delay of the event loop since the start',
      loopDelayMaxMs() / 1000,
      'seconds',
    ),
    figure('sereno_memory_bytes', 'Resident memory', process.memoryUsage.rss(), 'bytes'),
  ])
}

const figure = (name: string, help: string, value: number, unit?: 'seconds' | 'bytes'): Family => ({
  name,
  type: 'gauge',
  help,
  ...(unit !== undefined && { unit }),
  samples: [{ value }],
})

function statesOf(house: House, setting: DeviceSetting, now: number): Family['samples'] {
  const { state } = stateOf(setting, house.watch.live(setting.id) ?? unseen(), now)
  return deviceStates.map((each) => ({
    labels: { device: setting.id, name: setting.name, type: setting.type, sereno_device_state: each },
    value: each === state ? 1 : 0,
  }))
}
