import type { MetaCall } from './graph.ts'

/** What a call may hold, each field of any shape: it is looked at before it is used, as Meta does. */
interface Fields {
  messaging_product?: unknown
  to?: unknown
  /** Messenger's by its id, WhatsApp's as a text. */
  recipient?: { id?: unknown } | string
  messaging_type?: unknown
  type?: unknown
  message?: { text?: unknown; attachment?: { type?: unknown } }
  text?: { body?: unknown }
  template?: { name?: unknown; language?: { code?: unknown } }
  image?: Media
  document?: Media
}
interface Media {
  id?: unknown
  filename?: unknown
}

/** The fields of a call, JSON or multipart, and the file that came with it. */
export async function bodyOf({
  headers,
  body,
}: MetaCall): Promise<{ fields: Fields; file: { name: string; type: string; bytes: Buffer } | null }> {
  const type = headers['content-type'] ?? ''
  if (type.startsWith('application/json')) return { fields: JSON.parse(body.toString()), file: null }
  const form = await new Response(Uint8Array.from(body), { headers: { 'content-type': type } }).formData()
  const fields: Record<string, unknown> = {}
  let file = null
  for (const [key, value] of form) {
    if (typeof value !== 'string') {
      file = { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) }
    } else fields[key] = /^[{[]/u.test(value) ? JSON.parse(value) : value
  }
  return { fields, file }
}
