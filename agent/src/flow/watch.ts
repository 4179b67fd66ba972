import type { Language } from '@sereno/shared/field.ts'
import type { Lack } from '@sereno/shared/overview.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import type { Live } from './live.ts'

/** Where an address lies, as seen from here. */
export type Place = 'own_machine' | 'own_subnet' | 'elsewhere'

/** The running watch, as the services see it. */
export interface Watch {
  /** How a device is now; `null` for one that the watch does not know. */
  live(deviceId: string): Live | null
  /** Looks at a device with all its probes, judges and records; the last reading of each probe. */
  checkNow(deviceId: string): Promise<Reading[]>
  /**
   * Takes what a device told of itself as a check of its own, after the one that runs; it is judged and recorded as any
   * other. Resolves once it is, which may take as long as a look at what it complains of.
   */
  hear(deviceId: string, told: Reading): Promise<void>
  placeOf(address: string): Place
  /** Looks at every device in service afresh, and records what it finds; `seen` hears of each that is done. */
  checkAll(seen?: (done: number, of: number) => void): Promise<void>
  /** What this machine lacks to look properly. */
  lacks(language: Language): Lack[]
  /** When a check was last concluded, ms since 1970; `null` before the first. */
  lastCheckAt(): number | null
  /** Not before the build date and the newest entry, and no running time service says that it is unsynchronised. */
  clockTrusted(): Promise<boolean>
}
