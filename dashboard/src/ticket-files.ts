import { ticketBounds } from '@sereno/shared/tickets.ts'
import { type Answer, noContact } from './api.ts'
import { sendFile } from './upload.ts'

/** As many MB as a file may have. */
export const mostMegabytes = ticketBounds.attachmentBytes / 1024 / 1024

/** What the dialog for choosing files offers; the agent looks at the content. */
export const acceptedFiles = '.png,.jpg,.jpeg,.webp,.pdf,.txt,.log'

/** Sends a file to a ticket. */
const sendAttachment = (ticket: string, file: File, sent: (bytes: number) => void): Promise<Answer<unknown>> =>
  sendFile(`/api/v1/tickets/${ticket}/attachments?name=${encodeURIComponent(file.name.slice(-180) || 'file')}`, {
    method: 'POST',
    type: 'application/octet-stream',
    file,
    sent,
  })

interface Sending {
  /** Which of them is on its way, from 1. */
  at: number
  of: number
  name: string
  sent: number
  bytes: number
}

/** Sends files one after the other; gives back those that did not go, with the reason of the first. */
export async function sendAll(
  ticket: string,
  files: readonly File[],
  tell: (sending: Sending | null) => void,
): Promise<{ left: File[]; trouble: Extract<Answer<unknown>, { ok: false }>['trouble'] | null }> {
  for (const [index, file] of files.entries()) {
    const now = { at: index + 1, of: files.length, name: file.name, sent: 0, bytes: file.size }
    tell(now)
    const answer = await sendAttachment(ticket, file, (sent) => tell({ ...now, sent })).catch(() => ({
      ok: false as const,
      trouble: noContact(),
    }))
    if (!answer.ok) {
      tell(null)
      return { left: files.slice(index), trouble: answer.trouble }
    }
  }
  tell(null)
  return { left: [], trouble: null }
}
export type { Sending }

/** A size as people read it. */
export const sizeOf = (bytes: number, language: string): string => {
  const isLarge = bytes >= 1024 * 1024
  const value = isLarge ? bytes / 1024 / 1024 : Math.max(1, bytes / 1024)
  const unit = isLarge ? 'megabyte' : 'kilobyte'
  const digits = isLarge ? 1 : 0
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: digits }).format(value)
}
