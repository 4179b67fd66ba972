import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import type { Adapter } from 'lowdb'
import type { Log } from '../log.ts'
import { copyDurably, replaceFile, textOf } from './durable-file.ts'
import { mostVenueBytes } from './read-venue.ts'

export const venueName = 'venue.json'
const lastGoodName = 'venue.last-good.json'
const refusedPattern = /^venue\.refused-[\w-]+\.json$/u
/** Texts of people that were replaced, the newest of them. */
const mostRefused = 10

/**
 * A document as it is written. U+FFFD, which may be part of a name, is escaped: found bare in the file it tells that the
 * bytes there are no UTF-8.
 */
export const venueText = (document: VenueDocument): string =>
  `${JSON.stringify(document, null, 2).replaceAll('\uFFFD', '\\ufffd')}\n`

/** The file is not any more what it was when it was looked at; nothing was written. */
export class EditedMeanwhile extends Error {}

/**
 * lowdb's hand on `venue.json`. Its own adapter neither syncs nor keeps a good copy: in emulated power cuts it lost half
 * to all of the acknowledged writes.
 */
export class VenueFile implements Adapter<VenueDocument> {
  readonly #folder: string
  readonly #log: Log
  /** The text that we wrote or took over last: another one in the file is somebody's edit. */
  #known: string | null = null
  /** What lay there when it was last looked at. */
  #seen: string | null = null

  constructor(folder: string, log: Log) {
    this.#folder = folder
    this.#log = log
  }

  get known(): string | null {
    return this.#known
  }

  /** The document as last taken over; the book decides what is taken over. */
  async read(): Promise<VenueDocument | null> {
    return this.#known === null ? null : JSON.parse(this.#known)
  }

  async write(document: VenueDocument): Promise<void> {
    const text = venueText(document)
    await replaceFile(join(this.#folder, venueName), text, async () => {
      // Writing and syncing takes long enough for somebody to save an edit in between.
      if ((await this.#read()) !== this.#seen) throw new EditedMeanwhile()
    })
    this.#seen = text
    await this.takeOver(text)
  }

  /** A text that is in force, and is the last good one already. */
  recognise(text: string): void {
    this.#known = text
  }

  /** A text that is in force from now on is the new last good one. */
  async takeOver(text: string): Promise<void> {
    this.#known = text
    try {
      await replaceFile(join(this.#folder, lastGoodName), text)
    } catch (fault) {
      this.#log.warn({ fault: (fault as Error).message }, `${lastGoodName} was not written`)
    }
  }

  /** What lies there now; `null` where there is nothing. */
  async text(): Promise<string | null> {
    this.#seen = await this.#read()
    return this.#seen
  }

  #read(): Promise<string | null> {
    return textOf(join(this.#folder, venueName), mostVenueBytes + 1)
  }

  /** One that the disk does not give back is as good as none. */
  async lastGood(): Promise<string | null> {
    try {
      return await textOf(join(this.#folder, lastGoodName), mostVenueBytes + 1)
    } catch (fault) {
      this.#log.error({ fault: (fault as Error).message }, `${lastGoodName} cannot be read`)
      return null
    }
  }

  /** Copies a person's text beside, so that writing over it loses nothing. One that lies there already is not kept twice. */
  async setAside(at: number): Promise<string> {
    const text = await this.#read()
    const kept = (await readdir(this.#folder)).filter((name) => refusedPattern.test(name)).sort()
    for (const name of kept) if ((await textOf(join(this.#folder, name), mostVenueBytes + 1)) === text) return name
    const name = `venue.refused-${new Date(at).toISOString().replaceAll(/[:.]/gu, '-')}.json`
    await copyDurably(join(this.#folder, venueName), join(this.#folder, name))
    for (const old of kept.slice(0, Math.max(0, kept.length + 1 - mostRefused)))
      await rm(join(this.#folder, old), { force: true })
    return name
  }
}
