import { EventEmitter } from 'node:events'
import type { EntryRecord, NoticeRecord } from '@sereno/shared/activity.ts'
import type { Discovery } from '@sereno/shared/identity.ts'
import type { IncidentRecord } from '@sereno/shared/incident.ts'

/** What happens inside the agent, for those who want to know at once: the event stream, the delivery, the next run. */
export interface Happenings {
  /** A device's state, cause or last readings changed. */
  'device.changed': [deviceId: string]
  'entry.changed': [entry: EntryRecord]
  'notice.changed': [notice: NoticeRecord]
  'incident.changed': [incident: IncidentRecord]
  /** A scan goes on, began or ended. */
  'discovery.changed': [discovery: Discovery]
  /** A session was signed out, a token revoked, or a person disabled, given another role or deleted; `session:<id>`, `token:<id>` or `user:<id>`. */
  'access.ended': [holder: string]
  /** We end, and an update that began then goes on without us. */
  'update.goes_on': [since: string]
  /** A ticket was made, written in, or got another state. */
  'ticket.changed': [number: number]
  /** Which trays a conversation is in, or what lists show of it. */
  'conversation.changed': [conversationId: string]
  /** Somebody could read a conversation and cannot any more; `null`: all who answer, but for whoever has it now. */
  'conversation.left': [conversationId: string, userId: string | null]
  /** A message of a conversation is new, or got another state. */
  'message.changed': [conversationId: string, messageId: string]
  /** Somebody is writing in a conversation; `contact`: the visitor. */
  'conversation.typing': [conversationId: string, who: 'contact' | 'operator']
  /** A live chat's visitor opened or closed the page. */
  'visitor.changed': [conversationId: string]
  /** A channel's status, or what is known of its health. */
  'channel.changed': [channelId: string]
  /** Files of contacts are to be fetched. */
  'files.waiting': []
  /** There is something to deliver. */
  'outbox.filled': []
  /** Mails that waited are not to be sent any more. */
  'outbox.dropped': []
  /** A mail was sent, failed, or will be tried again. */
  'outbox.changed': [itemId: string]
  /** One of a webhook's deliveries was tried. */
  'webhook.changed': [webhookId: string]
}

export type Bus = EventEmitter<Happenings>

export function makeBus(): Bus {
  const bus: Bus = new EventEmitter<Happenings>()
  // One listener for each open event stream.
  bus.setMaxListeners(0)
  return bus
}
