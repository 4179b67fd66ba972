import { type BackupReason, backupReasons } from '@sereno/shared/backup.ts'

/** The folder of the backups that are kept, in the state folder. */
export const shelfName = 'backups'

const pattern = new RegExp(
  `^sereno-[a-z0-9-]{1,40}-(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z-(${backupReasons.join('|')})\\.zip$`,
  'u',
)

/** A venue's name as part of a file name on any system. */
export const slugOf = (venue: string): string =>
  venue
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 40)
    .replace(/-+$/u, '') || 'venue'

/** The name of a backup that is kept: it says of which venue, when and why, so that a list need not open the files. */
export const keptName = (venue: string, at: number, reason: BackupReason): string =>
  `sereno-${slugOf(venue)}-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}Z-${reason}.zip`

/** The name of one that is downloaded at once. */
export const downloadName = (venue: string, at: number): string =>
  `sereno-${slugOf(venue)}-${new Date(at).toISOString().slice(0, 10)}.zip`

/** When and why a backup was made, by its name; `null` for a file that is none of ours. */
export function readName(name: string): { at: number; reason: BackupReason } | null {
  const [, date, hour, minute, second, reason] = pattern.exec(name) ?? []
  const at = Date.parse(`${date}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(at) ? null : { at, reason: reason as BackupReason }
}
