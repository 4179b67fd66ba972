import { join } from 'node:path'
import type { ippFields } from '../fakes/ipp-printer.ts'
import type { Host } from './plan.ts'
import type { Venue } from './venue.ts'

export interface IppPrinter {
  /** Changes its condition, or sets it right again; resolves when that is in force. */
  set(condition?: Parameters<typeof ippFields>[0]): Promise<void>
}

/** Starts a print service on port 631 of a host. */
export async function startIpp(venue: Venue, host: Host): Promise<IppPrinter> {
  const printer = venue.start(host, process.execPath, [join(import.meta.dirname, 'ipp-server.ts'), '631'])
  await printer.line(/^ready$/u)
  return {
    set: (condition = {}) =>
      new Promise((done) => {
        const stop = printer.onLine(() => {
          stop()
          done()
        })
        printer.send(JSON.stringify(condition))
      }),
  }
}
