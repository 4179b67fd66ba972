import { app, type MetaCall, type MetaState, page, type Reply } from './graph.ts'
import { bodyOf } from './graph-body.ts'
import { isInWindow, refusal } from './graph-errors.ts'

/** What the token of the page may ask; `null`: nothing that is there. */
export async function pageCalls(graph: MetaState, call: MetaCall, [node = '', edge]: string[]): Promise<Reply | null> {
  const isPage = node === page.id || node === 'me'
  if (call.method === 'GET' && edge === undefined) {
    if (isPage) return { json: { id: page.id, name: page.name } }
    const person = graph.people.get(node)
    return person === undefined ? null : { json: { name: person.name, id: node } }
  }
  if (!isPage) return null
  if (call.method === 'GET' && edge === 'subscribed_apps') {
    const fields = graph.pageFields
    return { json: { data: fields === null ? [] : [{ id: app.id, name: 'Sereno', subscribed_fields: fields }] } }
  }
  return call.method === 'POST' && edge === 'messages' ? send(graph, call) : null
}

/** https://developers.facebook.com/docs/messenger-platform/reference/send-api */
async function send(graph: MetaState, call: MetaCall): Promise<Reply> {
  const { fields, file } = await bodyOf(call)
  const { recipient, messaging_type: type, message } = fields
  const to = typeof recipient === 'object' ? recipient.id : undefined
  if (typeof to !== 'string') return refusal(400, 100, 'The parameter recipient is required')
  if (type !== 'RESPONSE') return refusal(400, 100, 'The parameter messaging_type is required')
  const { text, attachment } = message ?? {}
  if (typeof text !== 'string' && file === null) return refusal(400, 100, 'Cannot send empty message', 2018034)
  if (typeof text === 'string' && [...text].length > 2000) {
    return refusal(400, 100, 'Length of param message[text] must be less than or equal to 2000')
  }
  if (file !== null && !['image', 'file', 'audio', 'video'].includes(String(attachment?.type))) {
    return refusal(400, 100, 'Param message[attachment][type] must be one of {AUDIO, FILE, IMAGE, TEMPLATE, VIDEO}')
  }
  const person = graph.people.get(to)
  if (person === undefined) return refusal(400, 100, 'No matching user found', 2018001)
  if (person.isBlocked) return refusal(400, 551, 'This person isn’t available right now', 1545041)
  if (!isInWindow(person.lastInAt, graph.now())) {
    return refusal(400, 10, 'This message is sent outside of allowed window', 2018278)
  }
  const id = `m_${graph.sent.length + 1}`
  graph.sent.push(
    file === null
      ? { id, to, text: String(text), kind: 'text' }
      : { id, to, text: file.name, kind: 'file', bytes: file.bytes },
  )
  return { json: { recipient_id: to, message_id: id } }
}
