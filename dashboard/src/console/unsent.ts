import type { TalkFile } from '@sereno/shared/conversation.ts'
import { conversationBounds } from '@sereno/shared/conversations.ts'

/** What someone wrote and the agent has not taken yet; kept in the browser until it has. */
export interface Unsent {
  clientId: string
  conversationId: string
  kind: 'out' | 'note'
  text: string
  /** Uploaded already. */
  files: TalkFile[]
  template: boolean
  /** When it was written, ISO 8601. */
  at: string
  /** Why the agent will not have it, in the reader's language; `null` while it is still to be sent. */
  refused: string | null
}

/** More than anyone writes while a line is down. */
export const mostUnsent = 200

const isText = (value: unknown, max: number): value is string => typeof value === 'string' && value.length <= max
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function isFile(value: unknown): value is TalkFile {
  return isRecord(value) && isText(value.id, 64) && isText(value.name, 200) && typeof value.bytes === 'number'
}

function isUnsent(value: unknown): value is Unsent {
  return (
    isRecord(value) &&
    isText(value.clientId, 64) &&
    isText(value.conversationId, 64) &&
    (value.kind === 'out' || value.kind === 'note') &&
    isText(value.text, conversationBounds.textLength) &&
    Array.isArray(value.files) &&
    value.files.every(isFile) &&
    typeof value.template === 'boolean' &&
    isText(value.at, 40) &&
    (value.refused === null || isText(value.refused, 1000))
  )
}

/** What a browser kept, in the order in which it was written; what somebody else put there is left out. */
export function readUnsent(kept: string | null): Unsent[] {
  try {
    const found: unknown = JSON.parse(kept ?? '[]')
    return Array.isArray(found) ? found.filter(isUnsent).slice(0, mostUnsent) : []
  } catch {
    return []
  }
}

/** Of each conversation the first that is still to be sent: those after it wait for it. */
export function heads(all: readonly Unsent[]): Unsent[] {
  const waiting = all.filter(({ refused }) => refused === null)
  return waiting.filter((one) => waiting.find(({ conversationId }) => conversationId === one.conversationId) === one)
}

/** Whether the agent's answer ends it, or it is tried again later: no contact, too many at once, or a fault of the agent's own. */
export const isFinal = (status: number): boolean =>
  status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status)

/** What stays without one. */
export const without = (all: readonly Unsent[], clientId: string): Unsent[] =>
  all.filter((one) => one.clientId !== clientId)

/** New for each message: sent twice, it is kept once. `crypto.randomUUID` needs https. */
export function newClientId(): string {
  return [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
