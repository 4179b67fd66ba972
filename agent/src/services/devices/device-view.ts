import type { Device, DeviceSetting, DeviceState, ProbeSetting } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import { iso } from '../../clock.ts'
import { type Live, unseen } from '../../flow/live.ts'
import { causeText } from '../../judge/message.ts'
import { isQuiet, maintenanceUntil } from '../../judge/schedule.ts'
import type { House } from '../house.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { checkinView, toldOf } from './checkin-view.ts'
import { whoItIs } from './fields-of.ts'
import { lookDetail } from './look-detail.ts'
import { versionOf } from './version-of.ts'

/** After so many intervals of its fastest probe without a look, nobody knows how a device is. */
const staleAfterIntervals = 5

/** A device as the API gives it: what was set, and how it is, in a language. Secrets are left out. */
export function deviceView(house: House, setting: DeviceSetting, language: Language): Device {
  const live = house.watch.live(setting.id) ?? unseen()
  const now = house.clock.now()
  const pausedUntil = maintenanceUntil(house.book.read().venue.maintenance, setting.id, now)
  const { state, since } = pausedUntil === null ? stateOf(setting, live, now) : pausedIn(live)
  const told = toldOf(live)
  const who = whoItIs(house, setting)
  return {
    id: setting.id,
    name: setting.name,
    type: setting.type,
    place: setting.place,
    address: setting.address,
    ...who,
    osVersion: told.osVersion,
    appVersion: told.appVersion,
    foundAt: house.identities.foundAt(setting.id)?.address ?? (live.lastSeenAt === null ? null : setting.address),
    supplies: live.supplies.map(({ description, level, max }) => ({ description, percent: percentOf(level, max) })),
    inService: setting.inService,
    ...(setting.noPlace && { noPlace: true as const }),
    parentId: setting.parentId,
    role: setting.role,
    notes: setting.notes ?? '',
    quietHours: setting.quietHours ?? [],
    quiet: isQuiet(setting.quietHours, venueTimezone(house), now),
    version: versionOf(setting),
    state,
    stateSince: moment(since),
    lastSeenAt: moment(live.lastSeenAt),
    observedAt: moment(live.observedAt),
    cause: state === live.state ? causeOf(live, language) : null,
    pausedUntil: moment(pausedUntil),
    checkin: checkinView(live),
    probes: setting.probes.map((probe) => probeView(house, probe, live.last.get(probe.id))),
  }
}

/** Never green without a fresh look: a state that was not seen lately is unknown, since the last look. */
export function stateOf(setting: DeviceSetting, live: Live, now: number): { state: DeviceState; since: number | null } {
  if (!setting.inService) return { state: 'paused', since: live.state === 'paused' ? live.stateSince : null }
  const fastest = Math.min(...setting.probes.map((probe) => probe.everySeconds))
  // Either way: a clock that was set back must not make an old look fresh.
  const isFresh = live.observedAt !== null && Math.abs(now - live.observedAt) <= fastest * staleAfterIntervals * 1000
  return isFresh ? { state: live.state, since: live.stateSince } : { state: 'unknown', since: live.observedAt }
}

/** In a maintenance window it is paused at once, not from its next check on. */
const pausedIn = (live: Live): { state: DeviceState; since: number | null } => ({
  state: 'paused',
  since: live.state === 'paused' ? live.stateSince : null,
})

function causeOf({ cause }: Live, language: Language): Device['cause'] {
  return cause === null ? null : { code: cause.code, text: causeText(language, cause.code) }
}

function probeView(house: House, probe: ProbeSetting, last: Reading | undefined): Device['probes'][number] {
  const secrets = house.probes.secretsOf(probe.type)
  const options = Object.fromEntries(Object.entries(probe.options).filter(([name]) => !secrets.has(name)))
  return { ...probe, options, last: last === undefined ? null : lookView(last) }
}

/** One look, as the API shows it. */
export const lookView = (reading: Reading) => ({
  at: iso(reading.at),
  ok: reading.contact === 'answered',
  latencyMs: reading.latencyMs,
  detail: lookDetail(reading),
})

/** A known share of a known maximum. For a waste box the level is the room left (RFC 3805), so both read the same. */
const percentOf = (level: number, max: number): number | null =>
  level < 0 || max <= 0 ? null : Math.min(100, Math.round((100 * level) / max))

const moment = (ms: number | null): string | null => (ms === null ? null : iso(ms))
