import type { Problem } from '@sereno/shared/api/problem.ts'
import type { Language } from '@sereno/shared/field.ts'
import { say, type Values } from '@sereno/shared/locales/index.ts'
import type { Fault, FaultCode, FieldFault } from '../services/fault.ts'
import { fieldWords } from '../services/issue-words.ts'

/** What the door itself refuses, beside the faults of the verbs. */
export type DoorCode = 'malformed' | 'method_not_allowed' | 'too_large' | 'wrong_type' | 'wrong_host' | 'unexpected'
export type ProblemCode = FaultCode | DoorCode

const statuses: Record<ProblemCode, number> = {
  malformed: 400,
  too_slow: 400,
  not_signed_in: 401,
  wrong_login: 401,
  second_step: 401,
  wrong_second_step: 401,
  wrong_passkey: 401,
  wrong_identity: 401,
  wrong_code: 403,
  wrong_app_password: 403,
  not_allowed: 403,
  link_over: 403,
  passkey_over: 403,
  foreign_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  last_admin: 409,
  no_place: 409,
  ticket_closed: 409,
  tickets_full: 409,
  attachments_full: 409,
  already_picked: 409,
  not_picked: 409,
  conversation_closed: 409,
  conversation_full: 409,
  window_over: 409,
  no_template: 409,
  channel_off: 409,
  templates_full: 409,
  files_full: 409,
  too_many_tokens: 409,
  not_calm: 409,
  notes_full: 409,
  webhook_off: 409,
  webhooks_full: 409,
  channels_full: 409,
  secret_lost: 409,
  no_passkeys_here: 409,
  passkey_known: 409,
  passkeys_full: 409,
  already_set_up: 409,
  mail_not_configured: 409,
  opted_out: 409,
  no_app_password: 409,
  no_supervisor: 409,
  no_updates: 409,
  updating: 409,
  backup_busy: 409,
  no_slips: 409,
  wake_ipad: 409,
  wake_no_mac: 409,
  wake_out_of_reach: 409,
  chat_full: 409,
  chat_off: 410,
  too_large: 413,
  backup_too_large: 413,
  picture_too_large: 413,
  attachment_too_large: 413,
  file_too_large: 413,
  wrong_type: 415,
  not_a_picture: 415,
  wrong_host: 421,
  invalid: 422,
  picture_unreadable: 422,
  passkey_refused: 422,
  attachment_type: 422,
  backup_foreign: 422,
  backup_damaged: 422,
  backup_too_new: 422,
  too_many: 429,
  too_often: 429,
  unexpected: 500,
  unavailable: 503,
  backup_no_room: 507,
}

/** Status of each code; the OpenAPI document lists them too. */
export const statusOf = (code: ProblemCode): number => statuses[code]

/** A refusal of the door, with the headers that belong to it (`Allow`). */
export class Refusal extends Error {
  readonly code: ProblemCode
  readonly headers: Record<string, string>

  constructor(code: ProblemCode, headers: Record<string, string> = {}) {
    super(code)
    this.code = code
    this.headers = headers
  }
}

interface Particulars {
  fields?: FieldFault[]
  values?: Values
  members?: Fault['members']
  headers?: Record<string, string>
  /** Names this very occurrence, so that the log can be searched for it. */
  instance?: string
}

/** An error as RFC 9457 `application/problem+json`, its words in the reader's language. */
export function problem(language: Language, code: ProblemCode, particulars: Particulars = {}): Response {
  const { fields = [], values = {}, members = {}, headers = {}, instance } = particulars
  const body: Problem = {
    type: `urn:sereno:problem:${code}`,
    title: say(language, `problem.${code}.title`, values),
    status: statusOf(code),
    code,
    detail: say(language, `problem.${code}.detail`, { ...values, instance }),
    ...(fields.length > 0 && {
      errors: fields.map(({ path, message, issue }) => ({
        path,
        message: fieldWords(language, message, issue, values),
      })),
    }),
    ...(instance !== undefined && { instance }),
    ...members,
  }
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': language,
      ...usualHeaders(code),
      ...headers,
    },
  })
}

/** Headers that a status asks for (RFC 9110, 11.6.1 and 10.2.3). */
function usualHeaders(code: ProblemCode): Record<string, string> {
  if (statusOf(code) === 401) return { 'www-authenticate': 'Bearer realm="sereno"' }
  if (code === 'unavailable') return { 'retry-after': '5' }
  return {}
}

/** A fault of a verb. */
export function faultProblem(language: Language, { code, fields, values, members }: Fault): Response {
  const headers: Record<string, string> = statusOf(code) === 429 ? { 'retry-after': String(values.n ?? 60) } : {}
  return problem(language, code, { fields, values, members, headers })
}
