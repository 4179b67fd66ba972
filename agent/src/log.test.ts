import { expect, test } from 'vitest'
import { makeLog } from './log.ts'

function written(write: (log: ReturnType<typeof makeLog>) => void, level = 'info'): Record<string, unknown>[] {
  const lines: string[] = []
  write(makeLog(level, { write: (line) => void lines.push(line) }))
  return lines.map((line) => JSON.parse(line))
}

test('a fault is told with its kind, its words and its place', () => {
  const [line] = written((log) => log.error({ fault: new RangeError('too far') }, 'it went wrong'))
  expect(line).toMatchObject({ msg: 'it went wrong', fault: { type: 'RangeError', message: 'too far' } })
  expect(JSON.stringify(line)).toContain('log.test.ts')
})

test('what is below the level is not written', () => {
  expect(written((log) => log.info({}, 'chatter'), 'warn')).toEqual([])
})
