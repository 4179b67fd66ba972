import type { Entry } from '@sereno/shared/activity.ts'
import { csvLine } from '@sereno/shared/csv-cell.ts'

/** Scripts of others read these names: never rename or move one, only add at the end. */
const columns = [
  'id',
  'at',
  'endedAt',
  'kind',
  'cause',
  'deviceId',
  'deviceName',
  'probe',
  'source',
  'message',
  'advice',
  'attempts',
  'occurrences',
  'network',
  'incidentId',
  'explainedBy',
  'rule',
  'detail',
] as const satisfies readonly (keyof Entry)[]

/** Without it Excel reads UTF-8 as a local 8-bit code page. */
const byteOrderMark = '\uFEFF'

/** Byte order mark and names of the columns. */
export const csvHead = byteOrderMark + csvLine(columns)

/** An entry as a line of CSV. */
export const csvEntry = (entry: Entry): string =>
  csvLine(columns.map((name) => (name === 'detail' ? JSON.stringify(entry.detail) : entry[name])))
