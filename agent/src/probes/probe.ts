import type { DeviceType } from '@sereno/shared/device.ts'
import type { Contact, Fact } from '@sereno/shared/reading.ts'
import type { z } from 'zod'

/** What is to be looked at: one device, by one probe. */
export interface Target<Options> {
  /** IPv4 or IPv6 address, or a host name; already checked. `null` only for the internet line. */
  address: string | null
  timeoutMs: number
  options: Options
  /** Who the device is was asked lately, and need not be asked now: the belt asks once an hour, discovery always. */
  isKnown?: boolean
}

/** What one look saw; the belt adds who looked and when. */
export interface Sighting {
  contact: Contact
  latencyMs: number | null
  code: string | null
  facts: Fact[]
}

/**
 * One way of looking, in one file. It looks once, within the target's `timeoutMs`, reports facts, and neither judges, tries
 * again nor keeps anything. It never throws for what the network does; `signal` ends it early.
 */
export interface Probe<Options extends object = object> {
  type: string
  /** Rates of `kinds.md`; each can be set per device. `attempts` counts all tries of a check. */
  rate: { everySeconds: number; timeoutMs: number; attempts: number }
  /** Pause before each further attempt, ms. */
  pauseMs: number
  /** Types of device that get this probe unless a person chose their own. */
  usualFor: readonly DeviceType[]
  /** Types of device that it may look at at all, where others could take harm. */
  onlyFor?: readonly DeviceType[]
  /** The option fields, with their defaults; the dashboard draws the form from them. Secrets are marked `.meta({ secret: true })`. */
  options: z.ZodType<Options>
  /** One sighting a target, in the same order. One process or socket may serve them all. */
  look(targets: Target<Options>[], signal: AbortSignal): Promise<Sighting[]>
}

/** For probes that look at one target at a time: all at once, each within its own deadline. */
export const oneByOne =
  <Options extends object>(look: (target: Target<Options>, signal: AbortSignal) => Promise<Sighting>) =>
  (targets: Target<Options>[], signal: AbortSignal): Promise<Sighting[]> =>
    Promise.all(targets.map((target) => look(target, signal)))
