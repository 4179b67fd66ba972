import type { MetaCall } from './graph.ts'

// What a body holds is looked at field by field, as Meta does.
// biome-ignore lint/suspicious/noExplicitAny: any shape may be sent
type Fields = Record<string, any>

/** The fields of a call, JSON or multipart, and the file that came with it. */
export async function bodyOf({
  headers,
  body,
}: MetaCall): Promise<{ fields: Fields; file: { name: string; type: string; bytes: Buffer } | null }> {
  const type = headers['content-type'] ?? ''
  if (type.startsWith('application/json')) return { fields: JSON.parse(body.toString()), file: null }
  const form = await new Response(Uint8Array.from(body), { headers: { 'content-type': type } }).formData()
  const fields: Fields = {}
  let file = null
  for (const [key, value] of form) {
    if (typeof value !== 'string') {
      file = { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) }
    } else fields[key] = /^[{[]/u.test(value) ? JSON.parse(value) : value
  }
  return { fields, file }
}
