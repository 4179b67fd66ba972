import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceIds } from './devices.ts'
import type { Running } from './running.ts'
import type { Venue } from './venue.ts'

/** The machine that the agent runs on: its programs, and what they may. */
export interface Machine {
  start(venue: Venue, file: string, args: string[], environment: Record<string, string>): Running
  /** Devices that nothing on this machine can look at. */
  blindTo: readonly (keyof DeviceIds)[]
  /** Its time of day runs so fast that a state is stale between two looks. */
  isHurried?: true
}

/** Those with no other way than ICMP. */
const pingedOnly = ['gateway', 'kitchenSwitch', 'office'] as const

/** For this program and all that it starts, whoever they run as. */
const withoutRights = ['setpriv', '--bounding-set=-net_raw,-net_admin', '--inh-caps=-net_raw,-net_admin']

/** Root on a Debian with everything installed. */
export const wholeMachine: Machine = {
  start: (venue, file, args, environment) => venue.start('agent', file, args, environment),
  blindTo: [],
}

/** A bare container: neither fping, ping, ip nor arping, nor the right to use them. */
export const bareMachine: Machine = {
  start(venue, file, args, environment) {
    const empty = join(venue.folder, 'empty')
    mkdirSync(empty)
    // These two are searched whatever PATH says. `ip netns exec` gives every program its own mounts.
    const hide = 'for folder in /usr/sbin /sbin; do mount --bind "$0" $folder; done'
    const script = `${hide} && exec ${withoutRights.join(' ')} env PATH="$0" "$@"`
    return venue.start('agent', 'sh', ['-c', script, empty, file, ...args], environment)
  },
  blindTo: pingedOnly,
}

/** All programs are installed, and none may send an echo request or flush neighbour entries. */
export const rightlessMachine: Machine = {
  start: (venue, file, args, environment) =>
    venue.start('agent', 'env', [...withoutRights, file, ...args], environment),
  blindTo: pingedOnly,
}

/**
 * A machine whose time of day runs so many times too fast, for windows of minutes and hours. Timers and durations are real,
 * so probes keep their rates and time-outs: only what is judged by the time of day comes sooner. A silence of 300 s by that
 * clock counts as a time in which nobody looked (`memory.ts`), which bounds the rate.
 */
export const hurriedMachine = (rate: number): Machine => ({
  start(venue, file, args, environment) {
    const clock = join(import.meta.dirname, 'hurried-clock.ts')
    const hurried = { ...environment, SERENO_CLOCK_RATE: String(rate) }
    return venue.start('agent', file, ['--import', clock, ...args], hurried)
  },
  blindTo: [],
  isHurried: true,
})
