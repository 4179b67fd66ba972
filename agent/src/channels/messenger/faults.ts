import type { MessageFault } from '@sereno/shared/conversations.ts'
import type { OutgoingPart, SendAnswer } from '../channel.ts'
import type { GraphFault } from '../graph.ts'

/** Too many calls of a page; a failure that Meta calls temporary. */
const passing = [80006, 1200]
/** By code, or code and subcode (https://developers.facebook.com/docs/messenger-platform/error-codes). */
const faults: Record<string, MessageFault> = {
  '10/2018278': 'window',
  '10/2018065': 'window',
  '10/2534022': 'window',
  '551': 'blocked',
  '200/1545041': 'blocked',
  '100/2018001': 'blocked',
  '100/2018028': 'blocked',
  '102': 'token',
  '190': 'token',
  '230': 'token',
  '100/2018007': 'file',
  '100/2018008': 'file',
  '100/2018047': 'file',
  '100/2018074': 'file',
  '100/2018294': 'file',
}

/** What became of a call that Meta did not take. */
export function answerOf(fault: GraphFault, part: OutgoingPart): SendAnswer {
  const { code, subcode, isPassing, waitMs, reason } = fault
  const known = faults[`${code}/${subcode}`] ?? faults[String(code)]
  if (known !== undefined) return { end: 'refused', fault: known, reason }
  if (isPassing || passing.includes(code ?? 0)) return { end: 'later', reason, waitMs }
  // A permission that the page's token has not, or has no more.
  if (code === 10 || (code !== null && code >= 200 && code < 300)) return { end: 'refused', fault: 'token', reason }
  return { end: 'refused', fault: part.type === 'file' ? 'file' : 'refused', reason }
}
