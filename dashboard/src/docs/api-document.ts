import { isJson, type Json, listAt, rowsOf, type SchemaRow, sampleOf, textAt, typeOf } from './schema-rows.ts'

/** A shape of what goes in or comes out. */
interface Shape {
  mediaType: string
  type: string
  rows: SchemaRow[]
}

interface Parameter {
  name: string
  place: string
  type: string
  required: boolean
}

/** One route, as a reader wants to know it. */
export interface Operation {
  /** As `devices.list`; its place on the page. */
  id: string
  method: string
  path: string
  summary: string
  /** `null`: anyone may call. */
  access: { scope: string; roles: string[]; iPads: boolean } | null
  parameters: Parameter[]
  body: Shape | null
  /** An example of the body as JSON; empty where there is none. */
  sample: string
  success: { status: string; description: string; shape: Shape | null }
  refusals: { status: string; description: string }[]
}

export interface ApiGroup {
  noun: string
  operations: Operation[]
}

/** The agent's own description of its API, by noun, in its own order. What is not as it should be is left out. */
export function readApi(document: unknown): ApiGroup[] {
  const groups = new Map<string, Operation[]>()
  const paths = isJson(document) && isJson(document.paths) ? document.paths : {}
  for (const [path, methods] of Object.entries(paths)) {
    if (!isJson(methods)) continue
    for (const [method, told] of Object.entries(methods)) {
      if (!isJson(told) || textAt(told.operationId) === '') continue
      const noun = textAt(listAt(told.tags)[0]) || 'other'
      groups.set(noun, [...(groups.get(noun) ?? []), operationOf(path, method, told)])
    }
  }
  return [...groups].map(([noun, operations]) => ({ noun, operations }))
}

function operationOf(path: string, method: string, told: Json): Operation {
  const responses = isJson(told.responses) ? Object.entries(told.responses) : []
  const [status = '', done] = responses.find(([code]) => code.startsWith('2')) ?? []
  const body = contentOf(told.requestBody)
  return {
    id: textAt(told.operationId),
    method: method.toUpperCase(),
    path,
    summary: textAt(told.summary),
    access: accessOf(told['x-access']),
    parameters: listAt(told.parameters).filter(isJson).map(parameterOf),
    body: body && shapeOf(body),
    sample: body?.mediaType === 'application/json' ? JSON.stringify(sampleOf(body.schema)) : '',
    success: { status, description: descriptionOf(done), shape: shapeOf(contentOf(done)) },
    refusals: responses
      .filter(([code]) => !code.startsWith('2'))
      .map(([code, response]) => ({ status: code, description: descriptionOf(response) })),
  }
}

const descriptionOf = (response: unknown): string => (isJson(response) ? textAt(response.description) : '')

const parameterOf = (told: Json): Parameter => ({
  name: textAt(told.name),
  place: textAt(told.in),
  type: typeOf(told.schema),
  required: told.required === true,
})

function accessOf(told: unknown): Operation['access'] {
  if (!isJson(told)) return null
  return { scope: textAt(told.scope), roles: listAt(told.roles).map(textAt), iPads: told.iPads === true }
}

function contentOf(part: unknown): { mediaType: string; schema: unknown } | null {
  const content = isJson(part) && isJson(part.content) ? part.content : {}
  const [first] = Object.entries(content)
  return first && isJson(first[1]) ? { mediaType: first[0], schema: first[1].schema } : null
}

const shapeOf = (content: { mediaType: string; schema: unknown } | null): Shape | null =>
  content && { mediaType: content.mediaType, type: typeOf(content.schema), rows: rowsOf(content.schema) }

/** Those groups that hold every word somewhere in a route's method, path, name or summary. */
export function searchApi(groups: readonly ApiGroup[], query: string): ApiGroup[] {
  const words = query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '')
  if (words.length === 0) return [...groups]
  return groups
    .map(({ noun, operations }) => ({
      noun,
      operations: operations.filter(({ id, method, path, summary }) => {
        const text = `${id} ${method} ${path} ${summary}`.toLowerCase()
        return words.every((word) => text.includes(word))
      }),
    }))
    .filter(({ operations }) => operations.length > 0)
}

/** A call of the route from a shell; the token is one that a person makes for it. */
export function curlOf({ method, path, access, sample }: Operation, origin: string): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
  const parts = ['curl', ...(method === 'GET' ? [] : ['-X', method]), quoted(origin + path)]
  if (access !== null) parts.push('-H', '"Authorization: Bearer $SERENO_TOKEN"')
  if (sample !== '') parts.push('-H', quoted('Content-Type: application/json'), '-d', quoted(sample))
  return parts.join(' ')
}
