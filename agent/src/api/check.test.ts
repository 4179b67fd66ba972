import { type Language, languages, line } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Fault } from '../services/fault.ts'
import { check } from './check.ts'

/** What is wrong, by place. */
function faultsOf(schema: z.ZodType, input: unknown, language: Language = 'en'): Record<string, string> {
  try {
    check(schema, input, language)
    return {}
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return Object.fromEntries(error.fields.map(({ path, message }) => [path, message]))
  }
}

describe('checking what came in', () => {
  it.each([
    ['a text too short', z.string().min(3), 'ab', 'At least 3 characters.'],
    ['an empty text', line(1, 9), ' ', 'Fill this in.'],
    ['a text too long', z.string().max(1), 'ab', 'At most 1 character.'],
    ['too many items', z.array(z.string()).max(1), ['a', 'b'], 'At most 1 item.'],
    ['too few items', z.array(z.string()).min(2), ['a'], 'At least 2 items.'],
    ['a number too small', z.number().min(5), 4, 'At least 5.'],
    ['a number too large', z.number().max(5), 6, 'At most 5.'],
    ['a broken number', z.int(), 1.5, 'This must be a whole number.'],
    ['a text for a number', z.number(), '4', 'This must be a number.'],
    ['a number for a text', z.string(), 4, 'This must be a text.'],
    ['a list for an object', z.strictObject({}), [], 'This must be an object.'],
    ['no choice of ours', z.enum(['a', 'b']), 'c', 'Choose one of these: a, b.'],
    ['what is missing', z.strictObject({ a: z.string() }).shape.a, undefined, 'Fill this in.'],
    ['a subnet', z.cidrv6(), 'x', 'Write the subnet like 192.168.1.0/24.'],
    ['some other form', z.string().regex(/^a$/u), 'b', 'This does not have the right form.'],
    ['none of two', z.union([z.ipv4(), z.ipv6()]), 'x', 'This is not an IP address.'],
    ['a rule of its own', z.string().refine(() => false), 'x', 'This cannot be accepted.'],
  ])('says of %s what to do', (_, schema, input, message) => {
    expect(faultsOf(schema, input)).toEqual({ '': message })
  })

  it('names the place as a person would write it', () => {
    const schema = z.strictObject({ days: z.array(z.strictObject({ from: z.string() })) })
    const input = { days: [{ from: 'a' }, { from: 1, to: 2 }], more: 1 }
    expect(Object.keys(faultsOf(schema, input))).toEqual(['days[1].from', 'days[1].to', 'more'])
  })

  it('follows the shape that the sender meant', () => {
    const schema = z.union([z.strictObject({ a: z.string() }), z.array(z.strictObject({ a: z.string() }))])
    expect(Object.keys(faultsOf(schema, [{ a: 'x' }, { a: 1 }]))).toEqual(['[1].a'])
    expect(Object.keys(faultsOf(schema, { a: 1 }))).toEqual(['a'])
  })

  it('speaks every language, with its plurals', () => {
    const said = languages.map((language) => faultsOf(z.string().min(3), 'x', language)[''])
    expect(said).toEqual([
      'At least 3 characters.',
      'Como mínimo 3 caracteres.',
      'Com a mínim 3 caràcters.',
      'Не меньше 3 символов.',
    ])
    expect(said).toEqual(languages.map((language) => say(language, 'problem.field.too_small_text', { n: 3 })))
  })

  it('tells of a hundred faults and no more', () => {
    const input = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`field${n}`, 1]))
    expect(Object.keys(faultsOf(z.strictObject({}), input))).toHaveLength(100)
  })
})
