import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { type UpdateAsk, type UpdateRecord, updateFiles, updateRecord } from '@sereno/shared/update-record.ts'
import { replaceFile, textOf } from './durable-file.ts'

const mostBytes = 256 * 1024

/** How updates stand, as whoever started us notes it; nothing is known where nobody does, or where it cannot be read. */
export async function readUpdateRecord(folder: string): Promise<UpdateRecord> {
  const text = await textOf(join(folder, updateFiles.record), mostBytes).catch(() => null)
  const read = updateRecord.safeParse(jsonOf(text))
  return read.success ? read.data : { check: null, run: null, before: null }
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

/** Asks whoever started us; they look every second. */
export const writeUpdateAsk = (folder: string, ask: UpdateAsk): Promise<void> =>
  replaceFile(join(folder, updateFiles.ask), JSON.stringify(ask))

/** Whether what was asked was not begun yet. */
export const isUpdateAsked = (folder: string): Promise<boolean> =>
  access(join(folder, updateFiles.ask)).then(
    () => true,
    () => false,
  )
