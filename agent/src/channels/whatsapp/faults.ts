import type { MessageFault } from '@sereno/shared/conversations.ts'
import type { OutgoingPart, SendAnswer } from '../channel.ts'
import type { GraphFault } from '../graph.ts'

/**
 * As https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes lists them: too many
 * calls of an account, of a number, of spam, between two numbers; a failure, a service or a server that is not there.
 */
const passing = [80007, 130429, 131048, 131056, 131000, 131016, 131057, 133004, 133016]
const token = [0, 3, 10, 190, 131005]
const blocked = [131021, 131026, 131030, 131050, 130472]
const file = [131052, 131053]

/** Why Meta will not send it; by the code of an answer, or of a status that came later. */
export function faultOf(code: number | null): MessageFault {
  if (code === null) return 'refused'
  if (code === 131047) return 'window'
  if (token.includes(code) || (code >= 200 && code < 300)) return 'token'
  if (blocked.includes(code)) return 'blocked'
  if (file.includes(code)) return 'file'
  return code >= 132000 && code < 133000 ? 'template' : 'refused'
}

/** What became of a call that Meta did not take. */
export function answerOf({ code, isPassing, waitMs, reason }: GraphFault, part: OutgoingPart): SendAnswer {
  const known = faultOf(code)
  if (known !== 'refused') return { end: 'refused', fault: known, reason }
  if (isPassing || passing.includes(code ?? 0)) return { end: 'later', reason, waitMs }
  const ofPart: Record<OutgoingPart['type'], MessageFault> = { text: 'refused', file: 'file', template: 'template' }
  return { end: 'refused', fault: ofPart[part.type], reason }
}
