import { app, type MetaCall, type MetaState, phone, type Reply } from './graph.ts'
import { bodyOf } from './graph-body.ts'
import { isInWindow, refusal } from './graph-errors.ts'

const uploads = ['image/jpeg', 'image/png', 'application/pdf', 'text/plain']

/** What the token of the number may ask; `null`: nothing that is there. */
export async function phoneCalls(graph: MetaState, call: MetaCall, [node = '', edge]: string[]): Promise<Reply | null> {
  const { method } = call
  if (method === 'GET' && node === phone.account && edge === 'subscribed_apps') {
    const data = { whatsapp_business_api_data: { id: app.id, name: 'Sereno', link: 'https://example.com' } }
    return { json: { data: graph.isAccountHooked ? [data] : [] } }
  }
  if (method === 'GET' && edge === undefined) {
    if (node === phone.id) return { json: { id: phone.id, display_phone_number: phone.display } }
    const kept = graph.media.get(node)
    if (kept === undefined) return null
    const url = `${graph.url}/file/closed/${node}`
    const { type, bytes } = kept
    return { json: { messaging_product: 'whatsapp', url, mime_type: type, file_size: bytes.length, id: node } }
  }
  if (node !== phone.id || method !== 'POST') return null
  if (edge === 'media') return upload(graph, call)
  return edge === 'messages' ? send(graph, call) : null
}

async function upload(graph: MetaState, call: MetaCall): Promise<Reply> {
  const { fields, file } = await bodyOf(call)
  if (fields.messaging_product !== 'whatsapp') return refusal(400, 100, 'The parameter messaging_product is required')
  if (file === null) return refusal(400, 100, 'The parameter file is required')
  if (!uploads.includes(file.type) || fields.type !== file.type) {
    return refusal(400, 100, 'Param file must be a file with one of the following types')
  }
  const id = `90${graph.media.size}`
  graph.media.set(id, file)
  return { json: { id } }
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api */
async function send(graph: MetaState, call: MetaCall): Promise<Reply> {
  const { fields } = await bodyOf(call)
  const { messaging_product: product, to: dialled, recipient, type, text, template } = fields
  if (product !== 'whatsapp') return refusal(400, 100, 'The parameter messaging_product is required')
  const to = typeof dialled === 'string' ? dialled : recipient
  if (typeof to !== 'string') return refusal(400, 100, 'The parameter to is required')
  const person = graph.people.get(to)
  if (person === undefined || person.isBlocked) return refusal(400, 131026, 'Message undeliverable')
  if (type === 'template') {
    const named = `${template?.name} ${template?.language?.code}`
    if (!graph.templates.has(named)) return refusal(404, 132001, 'Template name does not exist in the translation')
    return take(graph, { to, text: named, kind: 'template' })
  }
  if (!isInWindow(person.lastInAt, graph.now())) return refusal(400, 131047, 'Re-engagement message')
  if (type === 'text') {
    if (typeof text?.body !== 'string' || text.body === '') return refusal(400, 131008, 'Required parameter is missing')
    if (text.body.length > 4096) return refusal(400, 100, 'Param text[body] must be at most 4096 characters long')
    return take(graph, { to, text: text.body, kind: 'text' })
  }
  const named = type === 'image' ? fields.image : type === 'document' ? fields.document : undefined
  const media = graph.media.get(String(named?.id))
  if (media === undefined) return refusal(400, 131009, 'Media ID is not valid')
  return take(graph, { to, text: String(named?.filename ?? media.name), kind: 'file', bytes: media.bytes })
}

function take(graph: MetaState, message: Omit<MetaState['sent'][number], 'id'>): Reply {
  const id = `wamid.${graph.sent.length + 1}`
  graph.sent.push({ id, ...message })
  const contacts = [{ input: message.to, wa_id: message.to }]
  return { json: { messaging_product: 'whatsapp', contacts, messages: [{ id }] } }
}
