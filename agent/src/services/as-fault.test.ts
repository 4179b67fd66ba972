import { expect, test } from 'vitest'
import { CursorFault, StoreFault } from '../store/faults.ts'
import { asFault } from './as-fault.ts'
import { Fault } from './fault.ts'

test.each([
  [new Fault('not_found'), { code: 'not_found', fields: [] }],
  [new CursorFault(), { code: 'invalid', fields: [{ path: 'cursor', message: 'bad_cursor' }] }],
  [new StoreFault('disk_full', 'no space'), { code: 'unavailable' }],
])('%s is a refusal that a caller can act on', (error, fault) => {
  expect(asFault(error)).toMatchObject(fault)
})

test('our own mistakes are nobody’s refusal', () => {
  expect(asFault(new TypeError('x is undefined'))).toBeNull()
  expect(asFault('thrown text')).toBeNull()
})
