import { createServer, type Socket } from 'node:net'
import type { Mail } from '@sereno/shared/delivery.ts'
import { test } from 'vitest'
import { escpos } from '../../src/probes/escpos.ts'
import { snmp } from '../../src/probes/snmp.ts'
import { makeEmail } from '../../src/transports/email.ts'
import { escposPrinter } from '../fakes/escpos-printer.ts'
import { snmpAgent } from '../fakes/snmp-agent.ts'
import { bombard } from './bombard.ts'
import { withoutRequests } from './without-requests.ts'

const never = new AbortController().signal
const supply = '1.3.6.1.2.1.43.11.1.1'
const printerObjects = {
  '1.3.6.1.2.1.1.1.0': 'Printer',
  '1.3.6.1.2.1.1.5.0': 'Bar',
  '1.3.6.1.2.1.25.3.2.1.2.1': { oid: '1.3.6.1.2.1.25.3.1.5' },
  '1.3.6.1.2.1.25.3.5.1.1.1': 3,
  '1.3.6.1.2.1.25.3.5.1.2.1': Buffer.from([0x40]),
  [`${supply}.6.1.1`]: 'Ink',
  [`${supply}.8.1.1`]: 100,
  [`${supply}.9.1.1`]: 50,
}

test('P26 mutated SNMP answers', async () => {
  await bombard('SNMP', 40, async (spoil) => {
    const agent = await snmpAgent({ objects: printerObjects, spoil })
    const target = { address: '127.0.0.1', timeoutMs: 200, options: snmp.options.parse({ port: agent.port }) }
    return {
      look: () => snmp.look([target], never),
      async close() {
        await agent.close()
        return []
      },
    }
  })
})

test('P26 mutated ESC/POS answers', async () => {
  await bombard('ESC/POS', 200, async (spoil) => {
    const printers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        escposPrinter({ address: `127.0.2.${n + 1}`, status: { 1: 0x1a, 2: 0x52, 3: 0x1a, 4: 0x1e }, spoil }),
      ),
    )
    let turn = 0
    return {
      async look() {
        turn += 1
        const n = turn % printers.length
        const options = escpos.options.parse({ port: printers[n]?.port })
        return escpos.look([{ address: `127.0.2.${n + 1}`, timeoutMs: 300, options }], never)
      },
      async close() {
        const wrong = printers.filter((printer) => withoutRequests(printer.received()).length > 0)
        for (const printer of printers) await printer.close()
        return wrong.map(() => 'a printer got other bytes than status requests')
      },
    }
  })
})

const mail: Mail = {
  to: 'ops@distributor.test',
  messageId: '<run-1.abc@sereno.test>',
  subject: 'Bar Pepe: 1 error',
  text: 'Kitchen printer: out of paper',
  html: '',
  headers: {},
}

test('P26 mutated SMTP answers', async () => {
  await bombard('SMTP', 40, async (spoil) => {
    const recipients = new Set<string>()
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
      converse(socket, spoil, recipients)
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const bound = server.address()
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0
    const email = makeEmail({ deadlineMs: 300 })
    const settings = { host: '127.0.0.1', port, security: 'auto', user: '', password: '', from: 'me@bar.test' } as const
    return {
      look: () => email.send(mail, settings, never),
      async close() {
        for (const socket of sockets) socket.destroy()
        server.close()
        return [...recipients].filter((line) => line !== `RCPT TO:<${mail.to}>`)
      },
    }
  })
})

/** A mail server whose every answer is spoilt. */
function converse(socket: Socket, spoil: (answer: Buffer) => Buffer, recipients: Set<string>): void {
  const say = (text: string) => void socket.write(spoil(Buffer.from(`${text}\r\n`)))
  let rest = ''
  let isData = false
  socket.on('data', (bytes) => {
    const lines = (rest + bytes.toString('latin1')).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (isData && line !== '.') continue
      if (line.startsWith('RCPT')) recipients.add(line)
      isData = line === 'DATA'
      if (line.startsWith('EHLO')) say('250-mail.test\r\n250-SIZE 1000000\r\n250-8BITMIME\r\n250 SMTPUTF8')
      else say(isData ? '354 go on' : '250 2.0.0 ok')
    }
  })
  say('220 mail.test ESMTP')
}
