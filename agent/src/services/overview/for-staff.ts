import type { Device } from '@sereno/shared/device.ts'
import type { EntryInShort, Incident } from '@sereno/shared/incident.ts'
import type { Overview } from '@sereno/shared/overview.ts'
import type { Caller } from '../house.ts'

/** Whether someone sees the kiosk alone: a paired iPad, or a person of that role. Anyone in the room reads along. */
export const isStaff = (caller: Pick<Caller, 'role'>): boolean => caller.role === 'kiosk'

/** What the first page needs, as the staff's iPad may see it. */
export const overviewForStaff = (overview: Overview): Overview => ({
  ...overview,
  incidents: overview.incidents.map((incident) => ({
    ...incident,
    note: null,
    entries: incident.entries.map(entryForStaff),
  })),
  explained: overview.explained.map(entryForStaff),
  lacks: [],
})

/** A device without what tells it from others, without how it is asked and what it said. */
export const deviceForStaff = (device: Device): Device => ({
  ...device,
  mac: null,
  serial: null,
  foundAt: null,
  checkin: null,
  // Technicians write there what is for them.
  notes: '',
  probes: device.probes.map((probe) => ({ ...probe, options: {}, last: null })),
})

/** An incident with who takes care of it, and without what they noted down for each other. */
export const incidentForStaff = (incident: Incident): Incident => ({
  ...incident,
  note: null,
  entries: incident.entries.map(entryForStaff),
})

const entryForStaff = <T extends EntryInShort>(entry: T): T => ({
  ...entry,
  message: withoutMarks(entry.message),
  advice: withoutMarks(entry.advice),
})

/** An address as it stands in a text. It begins where a word does: tried from every letter, long words would take seconds. */
const mailAddress = /(?<![^\s@<>(])[^\s@<>(]+@[^\s@>)]+/gu
const macAddress = /\b[0-9a-f]{2}([:-][0-9a-f]{2}){5}\b/giu

/** A mail of ours that waits names its reader, and a second DHCP server its MAC: neither is for the bar to read. */
const withoutMarks = (text: string): string => text.replace(mailAddress, '…').replace(macAddress, '…')
