import { spawn, spawnSync } from 'node:child_process'
import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { makeMails } from '../src/integrations/error-follow-up/mail.ts'
import { email } from '../src/transports/email.ts'
import { aDay, digestFacts } from './fakes/digest.ts'

const python = 'python3'
const hasServer = ['/usr/bin/python3', python].find((path) => spawnSync(path, ['-c', 'import aiosmtpd']).status === 0)

/** Prints each mail as Python's own parser reads it: what a mail program would show. */
const reader = `
import asyncio, email, email.policy, json, sys
from aiosmtpd.controller import Controller
class Reader:
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        part = lambda kind: mail.get_body((kind,)).get_content()
        print(json.dumps({"rcpt": envelope.rcpt_tos, "defects": len(mail.defects), "headers": list(mail.items()),
          "plain": part("plain"), "html": part("html")}), flush=True)
        return "250 Taken"
controller = Controller(Reader(), hostname="127.0.0.1", port=int(sys.argv[1]))
controller.start()
print("ready", flush=True)
sys.stdin.read()
controller.stop()
`

if (hasServer === undefined) {
  test('the arrival at another mail server is left out, because python3-aiosmtpd is not installed', () => {
    process.stdout.write('Left out: the arrival at another mail server (Debian package python3-aiosmtpd)\n')
    expect(spawnSync(python, ['-c', 'import aiosmtpd']).status).not.toBe(0)
  })
} else test('another mail server takes the digest, and reads from it what we wrote', takesAndReads)

async function takesAndReads(): Promise<void> {
  const port = await freePort()
  const server = spawn(hasServer ?? python, ['-c', reader, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void server.kill())
  let printed = ''
  server.stdout.on('data', (bytes) => (printed += bytes))
  await vi.waitFor(() => expect(printed).toContain('ready\n'), { timeout: 20_000 })

  const url = `http://sereno.local:7373/opt-out#${'t'.repeat(43)}`
  const stop = { links: new Map([['ops@bar.test', url]]), mailTo: 'ana@bar.test' }
  const facts = digestFacts(aDay(), 'ru', { stop, venue: 'Бар «Пепе» на набережной' })
  const [mail] = makeMails(facts, { id: 'run-1', at: Date.now() }, ['ops@bar.test'])
  const settings = {
    host: '127.0.0.1',
    port,
    security: 'auto' as const,
    user: '',
    password: '',
    from: 'box@bar.test',
  }
  expect(mail && (await email.send(mail, settings, new AbortController().signal)).end).toBe('sent')
  await vi.waitFor(() => expect(printed.trim().split('\n')).toHaveLength(2), { timeout: 20_000 })

  const read = JSON.parse(printed.trim().split('\n')[1] ?? '')
  const headers = new Map<string, string>(read.headers)
  expect(read.rcpt).toEqual(['ops@bar.test'])
  expect(read.defects).toBe(0)
  expect(headers.get('Subject')?.replace(/\s+/gu, ' ')).toBe(mail?.subject)
  expect(headers.get('Message-ID')).toBe(mail?.messageId)
  expect(headers.get('List-Unsubscribe')?.trim()).toBe(mail?.headers['List-Unsubscribe'])
  expect(headers.get('List-Unsubscribe')).toContain(`, <${url}>`)
  expect(headers.get('Auto-Submitted')).toBe('auto-generated')
  expect(read.plain.replaceAll('\r\n', '\n').trim()).toBe(mail?.text.trim())
  expect(read.html.replaceAll('\r\n', '\n').trim()).toBe(mail?.html.trim())
}

/** A port that was free a moment ago: the server cannot tell which one it took. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening))
  const { port } = probe.address() as AddressInfo
  await new Promise((closed) => probe.close(closed))
  return port
}
