import type { Language } from '@sereno/shared/field.ts'
import type { DeviceBrief } from '@sereno/shared/overview.ts'
import type { Freshness } from './fresh.ts'
import { badgeOf, badgeRank } from './looks.ts'

/** A place with its devices: those that need a look, and the others, which may be told as a number. */
export interface Place {
  name: string
  notable: DeviceBrief[]
  calm: DeviceBrief[]
}

/** Up to so many devices each is shown; a venue with more shows a place's calm ones as a number. */
export const showAllUpTo = 24

/**
 * The devices by place: places with something wrong first, then in the reader's alphabet, those without a place last. The
 * gateway, the resolver and the line are not at a place of the venue unless someone put them there.
 */
export function placesOf(
  devices: readonly DeviceBrief[],
  freshOf: (device: DeviceBrief) => Freshness,
  language: Language,
): Place[] {
  const compare = new Intl.Collator(language, { numeric: true }).compare
  const calmRank = badgeRank('asleep')
  const ranked = devices
    .filter(({ role, place }) => role === null || place !== '')
    .map((device) => ({ device, rank: badgeRank(badgeOf(device, freshOf(device))) }))
    .toSorted((a, b) => a.rank - b.rank || compare(a.device.name, b.device.name))
  const isCalm = (rank: number) => rank === calmRank || rank >= badgeRank('paused')
  const names = [...new Set(ranked.map(({ device }) => device.place))]
  return names
    .map((name) => [name, ranked.filter(({ device }) => device.place === name)] as const)
    .map(([name, list]) => ({
      name,
      worst: list.some(({ rank }) => !isCalm(rank)) ? (list[0]?.rank ?? 0) : badgeRank('up'),
      notable: list.filter(({ rank }) => !isCalm(rank)).map(({ device }) => device),
      calm: list.filter(({ rank }) => isCalm(rank)).map(({ device }) => device),
    }))
    .toSorted((a, b) => a.worst - b.worst || Number(a.name === '') - Number(b.name === '') || compare(a.name, b.name))
}

/** The way out: line, gateway, resolver, in this order. */
export const wayOut = (devices: readonly DeviceBrief[]): DeviceBrief[] =>
  (['line', 'gateway', 'resolver'] as const).flatMap((role) => devices.filter((device) => device.role === role))
