/** A field of a probe's options, read from the JSON Schema that the agent gives. */
export interface OptionField {
  name: string
  input: 'text' | 'number' | 'switch' | 'choice' | 'secret'
  required: boolean
  choices: string[]
  min: number | null
  max: number | null
  /** What the agent takes when nothing is said. */
  usual: string
}

type Schema = Record<string, unknown>

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const numberOr = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** Several ways to write one thing (an IPv4 or an IPv6 address) are one field to a person. */
function plain(schema: Schema): Schema {
  const ways = schema.anyOf ?? schema.oneOf
  const first = Array.isArray(ways) ? ways.find(isSchema) : undefined
  return first ? { ...first, ...schema } : schema
}

function inputOf(schema: Schema): OptionField['input'] {
  if (schema.secret === true) return 'secret'
  if (Array.isArray(schema.enum)) return 'choice'
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  return schema.type === 'boolean' ? 'switch' : 'text'
}

/** The fields of an options schema, in its order; what it does not describe as a property is left to the agent. */
export function fieldsOf(schema: Schema): OptionField[] {
  const properties = isSchema(schema.properties) ? schema.properties : {}
  const required: unknown[] = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(properties).flatMap(([name, value]) => {
    if (!isSchema(value)) return []
    const property = plain(value)
    const usual = property.default
    return {
      name,
      input: inputOf(property),
      required: required.includes(name) && usual === undefined,
      choices: Array.isArray(property.enum) ? property.enum.map(String) : [],
      min: numberOr(property.minimum ?? property.minLength),
      max: numberOr(property.maximum ?? property.maxLength),
      usual: usual === undefined || property.secret === true ? '' : String(usual),
    }
  })
}

/** What people typed, by field name; everything is text until it is sent. */
export type OptionTexts = Record<string, string>

export const textsOf = (fields: readonly OptionField[], options: Record<string, unknown>): OptionTexts =>
  Object.fromEntries(
    fields.map(({ name, input }) => {
      const value = options[name]
      return [name, input === 'secret' || value === undefined || value === null ? '' : String(value)]
    }),
  )

/** The options to send: empty fields are left out, so that the agent's usual value or the kept secret holds. */
export function optionsOf(fields: readonly OptionField[], texts: OptionTexts): Record<string, unknown> {
  const options: Record<string, unknown> = {}
  for (const { name, input } of fields) {
    const text = (texts[name] ?? '').trim()
    if (text === '') continue
    if (input === 'number') options[name] = Number(text)
    else if (input === 'switch') options[name] = text === 'true'
    else options[name] = text
  }
  return options
}
