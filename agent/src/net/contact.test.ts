import type { Contact } from '@sereno/shared/reading.ts'
import { expect, it } from 'vitest'
import { codeOf, contactOf } from './contact.ts'

it.each<[code: string, contact: Contact]>([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'refused'],
  ['ETIMEDOUT', 'silent'],
  ['ENOTFOUND', 'silent'],
  ['EHOSTUNREACH', 'unreachable'],
  ...['ENOBUFS', 'EMFILE', 'ENFILE', 'ENETDOWN', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ENOMEM', 'EPERM', 'EACCES'].map(
    (code): [string, Contact] => [code, 'local_error'],
  ),
  ['ABORT_ERR', 'unable'],
  ['toString', 'local_error'],
  ['EWHATEVER', 'local_error'],
])('%s is %s', (code, contact) => {
  expect(contactOf(code)).toBe(contact)
})

it('finds a code in whatever was thrown', () => {
  expect(codeOf(Object.assign(new Error('x'), { code: 'EMFILE' }))).toBe('EMFILE')
  expect(codeOf(new DOMException('stopped', 'AbortError'))).toBe('ABORT_ERR')
  expect([codeOf('text'), codeOf(null), codeOf(new Error('x'))]).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN'])
})
