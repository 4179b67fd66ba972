import type { VenueDocument } from '@sereno/shared/venue.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Probe } from '../probes/probe.ts'
import type { Bus } from './bus.ts'
import type { Surroundings } from './surroundings.ts'

/** What the watch works with; made once by `main.ts`. */
export interface WatchTools {
  clock: Clock
  log: Log
  bus: Bus
  /** The settings in force. */
  venue(): Readonly<VenueDocument>
  findProbe(type: string): Probe | null
  surroundings: Surroundings
}
