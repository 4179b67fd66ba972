import type { Values } from '@sereno/shared/locales/index.ts'
import type { z } from 'zod'

/** Codes of what a verb can refuse; each has its words in `locales/…/problem.json` and its status in `api/problem.ts`. */
export type FaultCode =
  | 'not_found'
  | 'invalid'
  | 'conflict'
  | 'already_set_up'
  | 'wrong_code'
  | 'wrong_login'
  | 'wrong_app_password'
  | 'no_app_password'
  | 'too_often'
  | 'too_slow'
  | 'last_admin'
  | 'no_place'
  | 'ticket_closed'
  | 'tickets_full'
  | 'attachment_type'
  | 'attachment_too_large'
  | 'attachments_full'
  | 'already_picked'
  | 'not_picked'
  | 'conversation_closed'
  | 'conversation_full'
  | 'window_over'
  | 'no_template'
  | 'channel_off'
  | 'templates_full'
  | 'file_too_large'
  | 'files_full'
  | 'too_many_tokens'
  | 'not_calm'
  | 'notes_full'
  | 'webhook_off'
  | 'webhooks_full'
  | 'channels_full'
  | 'secret_lost'
  | 'second_step'
  | 'wrong_second_step'
  | 'no_passkeys_here'
  | 'passkey_over'
  | 'passkey_refused'
  | 'passkey_known'
  | 'passkeys_full'
  | 'wrong_passkey'
  | 'link_over'
  | 'not_signed_in'
  | 'not_allowed'
  | 'too_many'
  | 'mail_not_configured'
  | 'opted_out'
  | 'unavailable'
  | 'no_supervisor'
  | 'no_updates'
  | 'updating'
  | 'backup_foreign'
  | 'backup_damaged'
  | 'backup_too_new'
  | 'backup_no_room'
  | 'backup_busy'
  | 'backup_too_large'
  | 'not_a_picture'
  | 'picture_too_large'
  | 'picture_unreadable'
  | 'no_slips'
  | 'wake_ipad'
  | 'wake_no_mac'
  | 'wake_out_of_reach'
  | 'foreign_origin'
  | 'wrong_identity'
  | 'chat_off'
  | 'chat_full'

/** What about one field of the input: `message` is a key of `problem.json` or a text of our own. */
export interface FieldFault {
  /** As in `emails[1]`. */
  path: string
  message: string
  /** What a schema found there; the API says it in the reader's language instead of `message`. */
  issue?: z.core.$ZodIssue
}

/** A verb's refusal for a known reason. The API turns it into problem+json in the reader's language. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly fields: FieldFault[]
  readonly values: Values
  /** What a program reads of it beside the words: who was first, and when. */
  readonly members: { by?: string; at?: string }

  constructor(
    code: FaultCode,
    options: { fields?: FieldFault[]; values?: Values; members?: { by: string; at: string } } = {},
  ) {
    super(code)
    this.code = code
    this.fields = options.fields ?? []
    this.values = options.values ?? {}
    this.members = options.members ?? {}
  }
}
