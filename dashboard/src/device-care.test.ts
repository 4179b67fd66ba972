import { expect, test } from 'vitest'
import { isPrivateMac, takesSlips } from './device-care.ts'

test('a MAC address of which the second bit is set was made up by its device', () => {
  expect(['02:00:00:00:00:01', '5e:11:22:33:44:55', 'aa:00:00:00:00:00'].map(isPrivateMac)).toEqual([true, true, true])
  expect(['00:26:ab:12:34:56', 'a4:5e:60:00:00:01', ''].map(isPrivateMac)).toEqual([false, false, false])
})

test('a slip is for printers that are asked for their paper', () => {
  const probe = (type: string) => ({
    id: type,
    type,
    everySeconds: 20,
    timeoutMs: 1000,
    attempts: 1,
    options: {},
    last: null,
  })
  expect(takesSlips({ type: 'printer', probes: [probe('icmp'), probe('star')] })).toBe(true)
  expect(takesSlips({ type: 'printer', probes: [probe('snmp')] })).toBe(false)
  expect(takesSlips({ type: 'other', probes: [probe('escpos')] })).toBe(false)
})
