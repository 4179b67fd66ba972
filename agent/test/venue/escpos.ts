import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Host } from './plan.ts'
import type { Venue } from './venue.ts'

/** What a receipt printer can be told to be. */
export interface EscposCondition {
  listening: boolean
  /** Takes one connection at a time and refuses the next. */
  singleSession: boolean
  /** Takes connections and bytes, and never answers. */
  mute: boolean
  /** Switched offline by someone: the offline bit, without any cause. */
  offline: boolean
  coverOpen: boolean
  paperEnd: boolean
  nearEnd: boolean
  cutterError: boolean
  /** Broken for good: its unrecoverable error. */
  broken: boolean
  /** Its head is too hot; it goes on by itself when that has cooled. */
  tooHot: boolean
}

export interface EscposPrinter {
  /** Changes its condition; resolves when that is in force. */
  set(change: Partial<EscposCondition>): Promise<void>
  /** Every byte that anyone sent to it so far. */
  received(): Buffer
}

/** Starts a receipt printer on port 9100 of a host. */
export async function startEscpos(venue: Venue, host: Host): Promise<EscposPrinter> {
  const record = join(venue.folder, `${host}-received`)
  const program = join(import.meta.dirname, 'escpos-server.ts')
  const printer = venue.start(host, process.execPath, [program, '9100', record])
  await printer.line(/^ready$/u)
  return {
    set: (change) =>
      new Promise((done) => {
        const stop = printer.onLine(() => {
          stop()
          done()
        })
        printer.send(JSON.stringify(change))
      }),
    received: () => readFileSync(record),
  }
}

/** Holds a printer's connection from a host, as a POS does while it prints; returns how to let go. */
export async function holdConnection(venue: Venue, from: Host, address: string): Promise<() => Promise<void>> {
  const script = `exec 3<>/dev/tcp/${address}/9100; echo connected; cat`
  const client = venue.start(from, 'bash', ['-c', script])
  await client.line(/^connected$/u)
  return () => client.stop()
}
