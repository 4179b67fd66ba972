import type { Problem } from '@sereno/shared/api/problem.ts'
import type { Restored } from '@sereno/shared/backup.ts'
import { type Answer, noContact } from './api.ts'
import { credential } from './bearer.ts'
import { currentLanguage, t } from './words.ts'

/** Where a backup is sent: by an admin, or before anyone can sign in with the claim code. */
export type Way = { code: string } | null

const addressOf = (way: Way) => (way === null ? '/api/v1/system/backup' : '/api/v1/setup/backup')

/**
 * Sends a backup to be restored. `fetch` tells nobody how much of a file has gone out, so this goes its own way; never
 * throws.
 */
export function uploadBackup(file: File, way: Way, sent: (bytes: number) => void): Promise<Answer<Restored>> {
  const { promise, resolve } = Promise.withResolvers<Answer<Restored>>()
  const request = new XMLHttpRequest()
  request.open('PUT', addressOf(way))
  const headers = { 'content-type': 'application/zip', 'accept-language': currentLanguage(), ...credential() }
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  if (way !== null) request.setRequestHeader('sereno-claim-code', way.code.replace(/[^\x21-\x7e]/gu, ''))
  request.upload.addEventListener('progress', ({ loaded }) => sent(loaded))
  request.addEventListener('load', () => resolve(answerOf(request)))
  for (const end of ['error', 'abort', 'timeout']) {
    request.addEventListener(end, () => resolve({ ok: false, trouble: noContact() }))
  }
  request.send(file)
  return promise
}

function answerOf({ status, responseText }: XMLHttpRequest): Answer<Restored> {
  const told = parsed(responseText)
  if (status === 202 && told !== null) return { ok: true, value: told as unknown as Restored }
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
