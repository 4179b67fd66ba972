import { emptyVenue, type VenueDocument } from '@sereno/shared/venue.ts'
import { Low } from 'lowdb'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { EditedMeanwhile, VenueFile, venueName, venueText } from './adapter.ts'
import { BookFault, StoreFault } from './faults.ts'
import { makeFolder } from './make-folder.ts'
import { toPlain } from './messages.ts'
import { checkDocument, mostVenueBytes, readVenue } from './read-venue.ts'
import type { Book, Refusal } from './types.ts'
import { watchFile } from './watch-file.ts'

/**
 * Opens `venue.json` in `folder`, or makes it (mode 0600; the folder 0700). A file that cannot be in force never stops
 * the start: the last good one takes its place, and where there is none, an empty venue.
 */
export async function openBook(options: { folder: string; log: Log; clock: Clock }): Promise<Book> {
  makeFolder(options.folder)
  const book = new VenueBook(options)
  await book.begin()
  return book
}

/** How often a change starts anew because somebody saved an edit while it was written. */
const mostTimes = 5

/** Stands for the text of a file that the disk does not give back, or that is no plain file; no text reads so. */
const unreadable = '\0'
const refusedUnread = { line: null, column: null, path: '', reason: 'file_unreadable' }

type Listener = Parameters<Book['onChange']>[0]
type Edit = Parameters<Book['change']>[0]
type Announce = Parameters<Book['change']>[1]

class VenueBook implements Book {
  readonly #log: Log
  readonly #clock: Clock
  readonly #file: VenueFile
  readonly #low: Low<VenueDocument>
  readonly #listeners = new Set<Listener>()
  readonly #stopWatching: () => void
  #inForce: Readonly<VenueDocument> = frozen(emptyVenue())
  /** The text behind `#refusal`, so that it is refused once; `null` for a file that is gone. */
  #refused: string | null = null
  #refusal: Refusal | null = null
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor({ folder, log, clock }: { folder: string; log: Log; clock: Clock }) {
    this.#log = log
    this.#clock = clock
    this.#file = new VenueFile(folder, log)
    this.#low = new Low(this.#file, emptyVenue())
    const changed = () => void this.#inTurn(() => this.#tryTo(`take over ${venueName}`, () => this.#look()))
    this.#stopWatching = watchFile({ folder, name: venueName, clock, log, changed })
  }

  /** Before anyone else: what the folder holds. */
  begin(): Promise<void> {
    return this.#inTurn(async () => {
      const text = await this.#text()
      const read = text === null ? null : text === unreadable ? { refusal: refusedUnread } : readVenue(text)
      if (text !== null && read !== null && 'document' in read) {
        this.#inForce = frozen(read.document)
        if ((await this.#file.lastGood()) === text) this.#file.recognise(text)
        else await this.#file.takeOver(text)
        return
      }
      if (text !== null && read !== null && 'refusal' in read) {
        this.#refuse(text, read.refusal)
        await this.#tryTo('keep a copy of the refused text', () => this.#file.setAside(this.#clock.now()))
      }
      await this.#fallBack(text === null)
    })
  }

  read(): Readonly<VenueDocument> {
    return this.#inForce
  }

  refusal(): Refusal | null {
    return this.#refusal
  }

  onChange(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  change(edit: Edit, announce?: Announce): Promise<Readonly<VenueDocument>> {
    return this.#inTurn(async () => {
      for (let time = 1; ; time += 1) {
        try {
          return await this.#change(edit, announce)
        } catch (fault) {
          if (!(fault instanceof EditedMeanwhile)) throw fault
          if (time === mostTimes) throw new StoreFault('busy', `${venueName} is edited again and again`)
        }
      }
    })
  }

  async #change(edit: Edit, announce?: Announce): Promise<Readonly<VenueDocument>> {
    if (this.#closed) throw new StoreFault('closed', 'The book is closed')
    // An edit by hand that nobody has told us of yet comes first: it must not be written over unseen.
    await this.#look()
    const draft = structuredClone(this.#inForce) as VenueDocument
    edit(draft)
    const checked = checkDocument(draft)
    if ('faults' in checked) throw new BookFault(checked.faults)
    const text = venueText(checked.document)
    if (text === venueText(this.#inForce)) return this.#inForce
    // A larger one could be written, and the next start would refuse to read it.
    if (Buffer.byteLength(text) > mostVenueBytes) throw new BookFault([{ path: '', reason: 'venue_full' }])
    await announce?.(this.#inForce, checked.document)
    await this.#write(checked.document)
    this.#enforce(checked.document)
    return this.#inForce
  }

  async close(): Promise<void> {
    this.#stopWatching()
    await this.#inTurn(async () => {
      this.#closed = true
    })
  }

  /** One after the other, whatever became of the one before. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => {})
    return turn
  }

  /** A file that cannot be read is refused. */
  async #text(): Promise<string | null> {
    try {
      return await this.#file.text()
    } catch (fault) {
      this.#log.error({ fault: (fault as Error).message }, `${venueName} cannot be read`)
      return unreadable
    }
  }

  async #write(document: VenueDocument): Promise<void> {
    try {
      if (this.#refusal !== null && this.#refused !== null) {
        const name = await this.#file.setAside(this.#clock.now())
        this.#log.warn({ name }, `${venueName} is written over; the refused text was kept`)
      }
      this.#low.data = document
      await this.#low.write()
    } catch (fault) {
      if (fault instanceof EditedMeanwhile) throw fault
      const { code, message } = toPlain(fault)
      throw new StoreFault(code === 'cursor' ? 'failed' : code, message)
    }
  }

  /** Whether somebody edited the file, and if so, whether it can be in force. */
  async #look(): Promise<void> {
    if (this.#closed) return
    const text = await this.#text()
    if (text !== null && text === this.#file.known) this.#forgive()
    else if (text === null) {
      if (this.#refusal === null || this.#refused !== null)
        this.#refuse(null, { line: null, column: null, path: '', reason: 'file_gone' })
    } else if (this.#refusal === null || text !== this.#refused) {
      const read = text === unreadable ? { refusal: refusedUnread } : readVenue(text)
      if ('refusal' in read) this.#refuse(text, read.refusal)
      else {
        await this.#file.takeOver(text)
        this.#log.info({}, `${venueName} was edited by hand; the new one is in force`)
        this.#enforce(read.document)
      }
    }
  }

  #refuse(text: string | null, refusal: Omit<Refusal, 'at'>): void {
    this.#refused = text
    this.#refusal = { at: this.#clock.now(), ...refusal }
    // The issue holds the text that was refused, perhaps a secret.
    const { issue: _, ...place } = refusal
    this.#log.error(place, `${venueName} cannot be in force; the last good one stays`)
  }

  #forgive(): void {
    if (this.#refusal !== null) this.#log.info({}, `${venueName} is right again`)
    this.#refusal = null
    this.#refused = null
  }

  #enforce(document: VenueDocument): void {
    const before = this.#inForce
    this.#inForce = frozen(document)
    this.#forgive()
    for (const listener of this.#listeners) {
      try {
        listener(this.#inForce, before)
      } catch (fault) {
        this.#log.error({ fault: (fault as Error).message }, 'A listener to changes of the venue failed')
      }
    }
  }

  /** Neither lost nor damaged settings keep the agent from starting. */
  async #fallBack(missing: boolean): Promise<void> {
    const text = await this.#file.lastGood()
    const read = text === null ? null : readVenue(text)
    if (text !== null && read !== null && 'document' in read) {
      this.#inForce = frozen(read.document)
      this.#file.recognise(text)
      this.#log.error(
        {},
        missing ? `${venueName} is missing; the last good one is put back` : 'The last good one is in force',
      )
    } else if (!missing || text !== null)
      this.#log.error(
        {},
        `Neither ${venueName} nor its last good copy can be read: THE VENUE IS EMPTY until one is put back`,
      )
    // A text that a person can still mend stays where it is.
    if (missing && (read === null || 'document' in read))
      await this.#tryTo(`write ${venueName}`, () => this.#write(this.#inForce as VenueDocument))
  }

  async #tryTo(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (fault) {
      this.#log.error({ fault: (fault as Error).message }, `Could not ${what}`)
    }
  }
}

/** What is in force is only changed through `change`. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  }
  return value
}
