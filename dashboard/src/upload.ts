import type { Problem } from '@sereno/shared/api/problem.ts'
import type { Restored } from '@sereno/shared/backup.ts'
import { type Answer, noContact } from './api.ts'
import { credential } from './bearer.ts'
import { currentLanguage, t } from './words.ts'

interface Sent {
  method: 'PUT' | 'POST'
  type: string
  file: Blob
  /** How much has gone out. */
  sent?: (bytes: number) => void
  headers?: Record<string, string>
}

/** Sends a file. `fetch` tells nobody how much of it has gone out, so this goes its own way; never throws. */
export function sendFile<T>(address: string, { method, type, file, sent, headers = {} }: Sent): Promise<Answer<T>> {
  const { promise, resolve } = Promise.withResolvers<Answer<T>>()
  const request = new XMLHttpRequest()
  request.open(method, address)
  const all = { 'content-type': type, 'accept-language': currentLanguage(), ...credential(), ...headers }
  for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value)
  request.upload.addEventListener('progress', ({ loaded }) => sent?.(loaded))
  request.addEventListener('load', () => resolve(answerOf(request)))
  for (const end of ['error', 'abort', 'timeout']) {
    request.addEventListener(end, () => resolve({ ok: false, trouble: noContact() }))
  }
  request.send(file)
  return promise
}

/** Where a backup is sent: by an admin, or before anyone can sign in with the claim code. */
export type Way = { code: string } | null

/** Sends a backup to be restored. */
export const uploadBackup = (file: File, way: Way, sent: (bytes: number) => void): Promise<Answer<Restored>> =>
  sendFile(way === null ? '/api/v1/system/backup' : '/api/v1/setup/backup', {
    method: 'PUT',
    type: 'application/zip',
    file,
    sent,
    ...(way !== null && { headers: { 'sereno-claim-code': way.code.replace(/[^\x21-\x7e]/gu, '') } }),
  })

function answerOf<T>({ status, responseText }: XMLHttpRequest): Answer<T> {
  const told = parsed(responseText)
  if (status >= 200 && status < 300 && told !== null) return { ok: true, value: told as T }
  const { code, title, detail, errors, instance }: Partial<Problem> = told ?? {}
  const trouble = {
    status,
    code: code ?? 'unexpected',
    title: title ?? t('trouble.unexpected'),
    detail: detail ?? t('trouble.unexpected_detail', { status }),
    errors: errors ?? [],
    retryAfterSeconds: null,
    instance,
  }
  return { ok: false, trouble }
}

function parsed(text: string): Partial<Problem> | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
