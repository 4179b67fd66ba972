import { expect, test } from 'vitest'
import { viewAddress } from './view-address.ts'

const now = Date.parse('2026-11-22T12:40:00Z')
const address = (filter: Parameters<typeof viewAddress>[1]) =>
  viewAddress('http://sereno.local', filter, now, 'Europe/Madrid')

test('names the filter as the page reads it, with the exact span, so that it means the same a week later', () => {
  const since = '2026-11-21T23:30:00.000Z'
  expect(address({ since, kinds: ['Fail', 'Error'], place: 'Bar & café', q: '50 %', network: ['yes', 'maybe'] })).toBe(
    'http://sereno.local/activity?kinds=Fail,Error&place=Bar%20%26%20caf%C3%A9&from=2026-11-22&to=2026-11-22' +
      '&part=2026-11-21T23:30:00.000Z~2026-11-22T12:40:00.000Z&q=50%20%25&network=yes',
  )
})

test('says no span where there is none, and is the plain page where nothing is chosen', () => {
  expect(address({})).toBe('http://sereno.local/activity')
  expect(address({ since: '2026-11-22T13:00:00Z' })).toBe('http://sereno.local/activity')
  expect(address({ deviceId: 'a1', network: ['no'] })).toBe('http://sereno.local/activity?deviceId=a1')
})
