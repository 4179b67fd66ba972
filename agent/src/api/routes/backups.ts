import type { backupContracts } from '@sereno/shared/api/backups.ts'
import { mostBackupBytes } from '@sereno/shared/backup.ts'
import { restoreBackup, restoreFirst } from '../../services/backups/restore-backup.ts'
import { Fault } from '../../services/fault.ts'
import type { House } from '../../services/house.ts'
import type { Tries } from '../../services/tries.ts'
import type { Call, Handlers } from '../handlers.ts'
import { Refusal } from '../problem.ts'

/** Backups and restore. */
export const backupRoutes = (house: House, tries: Tries): Handlers<keyof typeof backupContracts> => ({
  'backup.fresh': async () => {
    const { name, parts } = await house.backups.fresh()
    return file(parts, name)
  },
  'backup.restore': (call) => restoreBackup(house, sent(call).parts),
  'backup.restoreFirst': (call) => restoreFirst(house, tries, sent(call), call),
  'backups.list': () => house.backups.list(),
  'backups.make': () => house.backups.make(),
  'backups.get': async ({ params }) => {
    const name = params.name ?? ''
    const found = await house.backups.open(name)
    if (found === null) throw new Fault('not_found')
    return file(found.parts, name, found.bytes)
  },
})

function sent({ upload }: Pick<Call<never>, 'upload'>) {
  if (upload === undefined) throw new Refusal('malformed')
  // Told before hours of sending.
  if (upload.bytes > mostBackupBytes) throw new Fault('backup_too_large')
  return upload
}

function file(parts: AsyncIterable<Uint8Array>, name: string, bytes?: number): Response {
  const headers = new Headers({
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${name}"`,
    ...(bytes !== undefined && { 'content-length': String(bytes) }),
  })
  return new Response(ReadableStream.from(parts), { headers })
}
