import { describe, expect, it } from 'vitest'
import { echo, readFping } from './icmp.ts'
import { readPing } from './ping.ts'
import { type Tools, tools } from './tools.ts'

const never = new AbortController().signal
const none: Tools = {
  ...{ fping: null, ping: null, ip: null, arping: null },
  ...{ fpingMay: false, pingMay: false, arpingMay: false, mayFlush: false, lacks: [] },
}

describe('a round on this machine', () => {
  it.each(['fping', 'ping'] as const)('reaches loopback with %s, or says that it is missing', async (tool) => {
    const has = await tools()
    const only: Tools = { ...none, [tool]: has[tool], fpingMay: has.fpingMay, pingMay: has.pingMay }
    const isAble = tool === 'fping' ? has.fping !== null && has.fpingMay : has.ping !== null && has.pingMay
    if (!isAble) process.stdout.write(`${tool} is missing here or may not ask: only that answer is tested\n`)
    const seen = (await echo(['127.0.0.1'], 1000, never, only)).get('127.0.0.1')
    expect(seen?.contact).toBe(isAble ? 'answered' : 'unable')
    expect(seen?.latencyMs === null).toBe(!isAble)
  })

  it('is unable without any program', async () => {
    expect((await echo(['127.0.0.1'], 1000, never, none)).get('127.0.0.1')).toMatchObject({ code: 'NO_PING' })
  })

  it.each(['-f', 'localhost', '127.0.0.1\n-f', 'fe80::1%lo', ''])('hands no %j to a program', async (address) => {
    expect((await echo([address], 1000, never)).get(address)).toMatchObject({
      contact: 'unable',
      code: 'NOT_AN_ADDRESS',
    })
  })

  it('says nothing of the devices when it is called off', async () => {
    const stop = new AbortController()
    stop.abort()
    const [seen] = (await echo(['127.0.0.1'], 1000, stop.signal)).values()
    expect(seen?.contact).toBe('unable')
  })
})

describe('what fping prints', () => {
  const asked = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', 'fd00::1']
  const read = readFping(
    asked,
    [
      '10.0.0.1 : [0], 64 bytes, 0.279 ms (0.279 avg, 0% loss)',
      '10.0.0.2 : [0], timed out (NaN avg, 100% loss)',
      '10.0.0.3 : [0], timed out (NaN avg, 100% loss)',
      'fd00::1  : [0], 64 bytes, 1.5 ms (1.5 avg, 0% loss) [<- fd00::2]',
      '10.9.9.9 : [0], 64 bytes, 1 ms (1 avg, 0% loss)',
      '',
    ].join('\n'),
    'ICMP Host Unreachable from 10.0.0.254 for ICMP Echo sent to 10.0.0.3\n\n10.0.0.1 : xmt/rcv/%loss = 1/1/0%\n',
  )

  it.each([
    ['10.0.0.1', { contact: 'answered', latencyMs: 0.279, code: null }],
    ['10.0.0.2', { contact: 'silent', latencyMs: null, code: 'ETIMEDOUT' }],
    ['10.0.0.3', { contact: 'unreachable', latencyMs: null, code: 'EHOSTUNREACH' }],
    // Nothing was printed of it: it was never sent.
    ['10.0.0.4', { contact: 'local_error', latencyMs: null, code: 'ESEND' }],
    // Another answered in its stead.
    ['fd00::1', { contact: 'silent', latencyMs: null, code: 'ETIMEDOUT' }],
  ])('of %s', (address, attempt) => {
    expect(read.get(address)).toEqual(attempt)
  })

  it('names nobody who was not asked', () => {
    expect([...read.keys()]).toEqual(asked)
  })
})

describe('what ping prints', () => {
  it.each([
    [true, 3, '64 bytes from 10.0.0.1', { contact: 'answered', latencyMs: 3 }],
    [true, 900, '64 bytes from 10.0.0.1', { contact: 'silent', code: 'ETIMEDOUT' }],
    [false, Number.NaN, '1 packets transmitted, 0 received', { contact: 'silent' }],
    [false, Number.NaN, 'From 10.0.0.9 icmp_seq=1 Destination Host Unreachable', { contact: 'unreachable' }],
    [false, Number.NaN, 'ping: connect: Network is unreachable', { contact: 'local_error', code: 'ENETUNREACH' }],
    [false, Number.NaN, 'ping: sendmsg: No buffer space available', { contact: 'local_error', code: 'ENOBUFS' }],
    [false, Number.NaN, 'ping: sendmsg: Operation not permitted', { contact: 'local_error', code: 'EPERM' }],
  ])('%s %d ms %j', (isAlive, ms, output, attempt) => {
    expect(readPing(isAlive, ms, output, 500)).toMatchObject(attempt)
  })
})
