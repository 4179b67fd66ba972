import type { EntryRecord, NoticeRecord } from '@sereno/shared/activity.ts'
import type { Change } from '@sereno/shared/change.ts'
import { kinds } from '@sereno/shared/kind.ts'
import type { Journal } from '../store/types.ts'

/** What is open for one device (or for the agent itself): the entries and notices that have no end yet. */
export interface OpenThings {
  incidentId: string | null
  entries: EntryRecord[]
  notices: NoticeRecord[]
  /** Of each cause the last that ended within a day: some causes begin at most one entry an hour or a day. */
  recent: { cause: string; at: string }[]
}

const recentMs = 24 * 3_600_000
const mostRecent = 50

/** Open entries, notices and incidents in memory, by device; read from the log once, at the start. */
export class OpenTrouble {
  readonly #subjects = new Map<string | null, OpenThings>()

  static async read(journal: Journal, now: number): Promise<OpenTrouble> {
    const open = new OpenTrouble()
    for (const incident of await journal.openIncidents()) open.of(incident.deviceId).incidentId = incident.id
    for (const entry of await journal.openEntries()) open.of(entry.deviceId).entries.push(entry)
    for (const notice of await journal.openNotices()) open.of(notice.deviceId).notices.push(notice)
    for (const entry of await journal.between(now - recentMs, now, kinds)) {
      if (entry.endedAt !== null) remember(open.of(entry.deviceId), entry)
    }
    return open
  }

  of(deviceId: string | null): OpenThings {
    const known = this.#subjects.get(deviceId) ?? { incidentId: null, entries: [], notices: [], recent: [] }
    this.#subjects.set(deviceId, known)
    return known
  }

  deviceIds(): (string | null)[] {
    return [...this.#subjects.keys()]
  }

  entries(): EntryRecord[] {
    return [...this.#subjects.values()].flatMap((things) => things.entries)
  }

  find(entryId: string): EntryRecord | undefined {
    return this.entries().find((entry) => entry.id === entryId)
  }

  /** Follows a change that is on disk; `made` are the records that it made. */
  follow(change: Change, made: { entries: EntryRecord[]; notices: NoticeRecord[] }): void {
    switch (change.do) {
      case 'open': {
        const entry = made.entries.find((one) => one.id === change.entry.id)
        if (entry && entry.endedAt === null) this.of(entry.deviceId).entries.push(entry)
        return
      }
      case 'repeat':
        this.#count(change)
        return
      case 'explain': {
        const entry = this.find(change.id)
        if (entry) entry.explainedBy = change.explainedBy
        return
      }
      case 'end':
        this.#end(change.id)
        return
      case 'notice': {
        const notice = made.notices.find((one) => one.id === change.notice.id)
        if (notice && notice.endedAt === null) this.of(notice.deviceId).notices.push(notice)
        return
      }
      case 'end_notice':
        for (const things of this.#subjects.values())
          things.notices = things.notices.filter((one) => one.id !== change.id)
        return
      case 'open_incident':
        this.of(change.deviceId).incidentId = change.id
        return
      case 'close_incident':
        for (const things of this.#subjects.values()) if (things.incidentId === change.id) things.incidentId = null
        return
      default:
        change satisfies never
    }
  }

  #end(entryId: string): void {
    const entry = this.find(entryId)
    if (!entry) return
    const things = this.of(entry.deviceId)
    things.entries = things.entries.filter((one) => one.id !== entryId)
    remember(things, entry)
  }

  #count(change: Extract<Change, { do: 'repeat' }>): void {
    const entry = this.find(change.id)
    if (!entry) return
    entry.occurrences = change.occurrences
    entry.attempts = change.attempts
    entry.detail = change.detail
    Object.assign(entry, change.recast)
  }
}

function remember(things: OpenThings, { cause, at }: EntryRecord): void {
  things.recent = [...things.recent.filter((one) => one.cause !== cause), { cause, at }].slice(-mostRecent)
}
