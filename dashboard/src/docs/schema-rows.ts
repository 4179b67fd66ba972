/** JSON Schema as it stands in the document; everything is looked at before it is used. */
export type Json = Record<string, unknown>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const listAt = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const textAt = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A field of a body: how deep it lies, what it is called, what it takes. */
export interface SchemaRow {
  depth: number
  name: string
  type: string
  required: boolean
  /** Bounds and choices, as `1–80 characters`. */
  limits: string
}

/** Deeper or longer than this nobody reads; a document of another version of the agent may be any size. */
const deepest = 6
const mostRows = 200

/** The fields of a schema, each below the one it belongs to. */
export function rowsOf(schema: unknown): SchemaRow[] {
  const rows: SchemaRow[] = []
  addFields(rows, schema, 0)
  return rows.slice(0, mostRows)
}

function addFields(rows: SchemaRow[], schema: unknown, depth: number): void {
  if (!isJson(schema) || depth > deepest || rows.length > mostRows) return
  if (isJson(schema.properties)) {
    const required = listAt(schema.required)
    for (const [name, field] of Object.entries(schema.properties)) {
      rows.push({ depth, name, type: typeOf(field), required: required.includes(name), limits: limitsOf(field) })
      addFields(rows, insideOf(field), depth + 1)
    }
  } else {
    const inside = insideOf(schema)
    if (inside !== schema) addFields(rows, inside, depth)
    for (const choice of choicesOf(schema)) {
      if (isJson(choice) && isJson(choice.properties)) addFields(rows, choice, depth)
    }
  }
}

/** What a list, a map or something that may be null holds; else the schema itself. */
function insideOf(schema: unknown): unknown {
  if (!isJson(schema)) return schema
  if (isJson(schema.items)) return insideOf(schema.items)
  const kept = choicesOf(schema).filter((choice) => !(isJson(choice) && choice.type === 'null'))
  if (kept.length === 1) return insideOf(kept[0])
  if (!isJson(schema.properties) && isJson(schema.additionalProperties)) return insideOf(schema.additionalProperties)
  return schema
}

const choicesOf = (schema: Json): unknown[] => [...listAt(schema.anyOf), ...listAt(schema.oneOf)]

/** In a word or two: `string`, `list of object`, `string or null`. */
export function typeOf(schema: unknown): string {
  if (!isJson(schema)) return 'any'
  if (typeof schema.$ref === 'string') return schema.$ref.split('/').at(-1) ?? 'any'
  if ('const' in schema) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  const choices = [...new Set(choicesOf(schema).map(typeOf))]
  if (choices.length > 0) return choices.join(' or ')
  if (schema.type === 'array') return `list of ${typeOf(schema.items)}`
  if (schema.type === 'object' && !isJson(schema.properties) && isJson(schema.additionalProperties)) {
    return `map of ${typeOf(schema.additionalProperties)}`
  }
  if (Array.isArray(schema.type)) return schema.type.map(textAt).join(' or ')
  const format = textAt(schema.format)
  return (textAt(schema.type) || 'any') + (format === '' ? '' : ` (${format})`)
}

/** What JSON Schema says of a number that has none: the largest that JavaScript counts to. */
const isBound = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER

function limitsOf(schema: unknown): string {
  if (!isJson(schema)) return ''
  const span = (least: unknown, most: unknown, unit: string): string => {
    if (isBound(least) && isBound(most)) return `${least}–${most}${unit}`
    if (isBound(least)) return `≥ ${least}${unit}`
    return isBound(most) ? `≤ ${most}${unit}` : ''
  }
  const parts = [
    span(schema.minLength, schema.maxLength, ' characters'),
    span(schema.minimum, schema.maximum, ''),
    span(schema.minItems, schema.maxItems, ' items'),
    'default' in schema ? `default ${JSON.stringify(schema.default)}` : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** An example of a body: every required field with a value of its kind. */
export function sampleOf(schema: unknown, depth = 0): unknown {
  if (!isJson(schema) || depth > deepest) return null
  if ('const' in schema) return schema.const
  if ('default' in schema && !isJson(schema.default)) return schema.default
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null
  const [choice] = choicesOf(schema)
  if (choice !== undefined) return sampleOf(choice, depth)
  if (isJson(schema.properties)) {
    const required = listAt(schema.required)
    const fields = Object.entries(schema.properties).filter(([name]) => required.includes(name))
    return Object.fromEntries(fields.map(([name, field]) => [name, sampleOf(field, depth + 1)]))
  }
  if (schema.type === 'array')
    return isBound(schema.minItems) && schema.minItems > 0 ? [sampleOf(schema.items, depth + 1)] : []
  if (schema.type === 'object') return {}
  if (schema.type === 'boolean') return true
  if (schema.type === 'number' || schema.type === 'integer') return isBound(schema.minimum) ? schema.minimum : 1
  return schema.format === 'date-time' ? '2026-11-21T22:11:00.000Z' : '…'
}
