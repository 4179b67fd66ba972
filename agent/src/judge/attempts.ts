import type { Cause } from '@sereno/shared/cause.ts'
import type { ProbeSetting } from '@sereno/shared/device.ts'
import type { Contact, Reading } from '@sereno/shared/reading.ts'
import { classify } from './classify.ts'
import type { Memory } from './memory.ts'
import { offlineAlone } from './offline-bit.ts'
import { isShyAsEver } from './shy.ts'

/**
 * Whether a further attempt may help. Not after a refusal, which ends its check, and not after a mute connection: it may
 * be someone else's turn to print, and each of ours takes the printer's only one.
 */
const again: Record<Contact, boolean> = {
  answered: false,
  refused: false,
  silent: true,
  unreachable: true,
  mute: false,
  garbled: false,
  local_error: false,
  unable: false,
}
export function triesAgain(reading: Reading, memory: Memory | null = null): boolean {
  if (again[reading.contact]) return !isShyAsEver(reading, memory)
  // A name, page or cloud that failed once may have been a hiccup.
  if (classify(reading).some(({ cause }) => hiccups.includes(cause))) return true
  // A printer that says only "offline" is asked once more, as a hand at the feed button passes (`printers.md` section 3).
  return reading.attempt === 1 && offlineAlone(reading) === true
}

const hiccups: readonly Cause[] = ['dns_down', 'captive_portal', 'pos_cloud']

/** More attempts on a network that loses answers; a probe that was set to look once stays at that. */
const furtherWhenLossy = 2
/** Each of them twice as long: a lost SYN is sent again by the kernel after a second, in which the attempt would end. */
const longerWhenLossy = 2
export const attemptsFor = (setting: ProbeSetting, isLossy: boolean): number =>
  isLossy && setting.attempts > 1 ? setting.attempts + furtherWhenLossy : setting.attempts

export const timeoutFor = (setting: ProbeSetting, isLossy: boolean): number =>
  isLossy ? setting.timeoutMs * longerWhenLossy : setting.timeoutMs

/** Share of lost answers over which a network counts as lossy (`kinds.md`, Rates and windows). */
export const lossyShare = 0.05
/** Fewer looks than this say nothing about a share. */
const enough = 20

/** Share of the answers that were lost in the last ten minutes while the device answered; `null`: too few looks. */
export function lossOf(memory: Memory | null): number | null {
  const samples = memory?.samples ?? []
  if (samples.length < enough) return null
  return samples.filter(([, latencyMs]) => latencyMs === null).length / samples.length
}

/** Over 5 % of the looks of the last ten minutes were lost. */
export const lossy = (memory: Memory | null): boolean => (lossOf(memory) ?? 0) > lossyShare

/** The same of all devices together, where most of them lost something: one on a bad radio is no lossy network. */
export function lossyNetwork(memories: readonly (Memory | null)[]): boolean {
  let [devices, losing, looks, lost] = [0, 0, 0, 0]
  for (const memory of memories) {
    if (memory === null || memory.samples.length === 0) continue
    const mine = memory.samples.filter(([, latencyMs]) => latencyMs === null).length
    devices += 1
    losing += mine > 0 ? 1 : 0
    looks += memory.samples.length
    lost += mine
  }
  return looks >= enough && losing * 2 > devices && lost / looks > lossyShare
}
