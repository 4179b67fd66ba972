import { expect, it } from 'vitest'
import { troubleDetails } from './trouble-details.ts'

const trouble = {
  status: 500,
  code: 'unexpected',
  title: 'Something went wrong',
  detail: 'It is in the log as 01AB.',
  errors: [],
  retryAfterSeconds: null,
  instance: '01AB',
}
const at = new Date('2026-11-22T10:00:00Z')

it('names the occurrence, the page and the time, as the log does', () => {
  expect(troubleDetails(trouble, '/devices', at).split('\n')).toEqual([
    'Sereno: 500 unexpected',
    'Occurrence: 01AB',
    'Page: /devices',
    'Time: 2026-11-22T10:00:00.000Z',
    'Text: Something went wrong. It is in the log as 01AB.',
  ])
})

it('says that nothing answered, and which fields were refused', () => {
  const silent = { ...trouble, status: 0, code: 'no_contact', instance: undefined }
  const lines = troubleDetails({ ...silent, errors: [{ path: 'name', message: 'too long' }] }, '/', at).split('\n')
  expect(lines[0]).toBe('Sereno: no answer no_contact')
  expect(lines).not.toContain('Occurrence')
  expect(lines.at(-1)).toBe('Field name: too long')
})
