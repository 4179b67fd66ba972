import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { printerAlert, sendFrom, trapOne, trapTwo } from '../../test/fakes/snmp-trap.ts'
import { listenForTraps, type TrapEar } from './traps.ts'

let ears: TrapEar[] = []
afterEach(async () => {
  await Promise.all(ears.map((ear) => ear.close()))
  ears = []
})

const printer = '127.0.0.9'

async function listen(): Promise<{ port: number; heard: string[] }> {
  const heard: string[] = []
  const ear = await listenForTraps({
    port: 0,
    isWanted: (address) => address === printer,
    heard: (address) => heard.push(address),
  })
  if ('code' in ear) throw new Error(ear.code)
  ears.push(ear)
  return { port: ear.port, heard }
}

/** What comes last is heard last: once it was, everything before it was taken or dropped. */
const last = trapTwo(printerAlert)

describe('traps', () => {
  it.each<[what: string, trap: Buffer]>([
    ['a printer’s alert in SNMPv2c', trapTwo(printerAlert)],
    ['a printer’s alert in SNMPv1', trapOne('1.3.6.1.2.1.43.18.2', 6, 1)],
    ['a maker’s own in SNMPv1', trapOne('1.3.6.1.4.1.1248.1', 6, 3)],
    ['a maker’s own in SNMPv2c', trapTwo('1.3.6.1.4.1.1248.1.0.3')],
    ['a cold start', trapTwo('1.3.6.1.6.3.1.1.5.1')],
  ])('tell of a change: %s', async (_what, trap) => {
    const { port, heard } = await listen()
    await sendFrom(printer, port, [trap])
    await vi.waitFor(() => expect(heard).toEqual([printer]))
  })

  it.each<[what: string, trap: Buffer]>([
    ['refused credentials, which our own questions may have caused', trapTwo('1.3.6.1.6.3.1.1.5.5')],
    ['the same in SNMPv1', trapOne('1.3.6.1.4.1.1248', 4)],
    ['a request', trapTwo(printerAlert, 0xa0)],
    ['nothing', Buffer.alloc(0)],
    ['what is too long', Buffer.concat([trapTwo(printerAlert), Buffer.alloc(5000)])],
  ])('tell of none: %s', async (_what, trap) => {
    const { port, heard } = await listen()
    await sendFrom(printer, port, [trap, last])
    await vi.waitFor(() => expect(heard).toEqual([printer]))
  })

  it('are not read from whoever is not watched', async () => {
    const { port, heard } = await listen()
    await sendFrom('127.0.0.10', port, [trapTwo(printerAlert)])
    await sendFrom(printer, port, [last])
    await vi.waitFor(() => expect(heard).toEqual([printer]))
  })

  it('are acknowledged where the printer wants it', async () => {
    const { port, heard } = await listen()
    const socket = createSocket('udp4').bind(0, printer)
    await once(socket, 'listening')
    const answered = once(socket, 'message')
    socket.send(trapTwo(printerAlert, 0xa6), port, '127.0.0.1')
    await answered
    expect(heard).toEqual([printer])
    socket.close()
  })

  it('cost little in a flood, and nothing throws, whatever comes', async () => {
    const { port, heard } = await listen()
    const good = trapTwo(printerAlert)
    const noise = fc.sample(fc.uint8Array({ maxLength: 200 }), { numRuns: 200, seed: 7 }).map((one) => Buffer.from(one))
    const cut = Array.from(good, (_, at) => good.subarray(0, at))
    const spoilt = Array.from(good, (_, at) => {
      const bytes = Buffer.from(good)
      bytes[at] = 0xff
      return bytes
    })
    await sendFrom(printer, port, [...noise, ...cut, ...spoilt, ...Array.from({ length: 500 }, () => good)])
    await vi.waitFor(
      async () => {
        await sendFrom(printer, port, [last])
        expect(heard.length).toBeGreaterThan(0)
      },
      { timeout: 5000, interval: 200 },
    )
    expect(heard.length).toBeLessThanOrEqual(200)
  })

  it('are not heard where somebody else has the port, and that is told', async () => {
    const { port } = await listen()
    expect(await listenForTraps({ port, isWanted: () => true, heard: () => {} })).toEqual({ code: 'EADDRINUSE' })
  })
})
