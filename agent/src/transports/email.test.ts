import { createServer, type Server } from 'node:net'
import type { Mail } from '@sereno/shared/delivery.ts'
import type { MailSettings } from '@sereno/shared/venue.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { type Answer, type MailServer, type MailStep, startMailServer } from '../../test/fakes/mail-server.ts'
import { makeEmail } from './email.ts'

const mail: Mail = {
  to: 'ops@distributor.test',
  messageId: '<run-1.abc@sereno.test>',
  subject: 'Bar Pepe: 1 ошибка',
  text: 'Kitchen printer: out of paper',
  html: '<p>Kitchen printer: out of paper</p>',
  headers: { 'Auto-Submitted': 'auto-generated' },
}

let server: MailServer | null = null
let raw: Server | null = null
afterEach(async () => {
  await server?.close()
  server = null
  raw?.close()
  raw = null
})

const settingsFor = (port: number, of: Partial<MailSettings> = {}): MailSettings => ({
  host: '127.0.0.1',
  port,
  security: 'auto',
  user: '',
  password: '',
  from: 'sereno@bar.test',
  ...of,
})

const email = makeEmail()
/** Too long a name to exist, so nobody is asked for it. */
const nowhere = `${'x'.repeat(64)}.test`
const never = new AbortController().signal
/** For servers that fall silent. */
const impatient = makeEmail({ deadlineMs: 300 })

describe('P12 a mail that is taken', () => {
  test('arrives whole, with its Message-ID, for its one recipient', async () => {
    server = await startMailServer()
    const delivery = await email.send(mail, settingsFor(server.port), never)
    expect(delivery.end).toBe('sent')
    expect(server.mails).toHaveLength(1)
    const [arrived] = server.mails
    expect(arrived).toContain('Message-ID: <run-1.abc@sereno.test>')
    expect(arrived).toContain('To: ops@distributor.test')
    expect(arrived).toContain('Auto-Submitted: auto-generated')
    expect(arrived).toMatch(/multipart\/alternative/u)
  })

  test('goes encrypted where STARTTLS is offered, and over TLS from the start', async () => {
    server = await startMailServer({ tls: 'starttls' })
    expect((await email.send(mail, settingsFor(server.port), never)).end).toBe('sent')
    expect(server.encrypted).toEqual([true])
    await server.close()
    server = await startMailServer({ tls: 'tls' })
    expect((await email.send(mail, settingsFor(server.port, { security: 'tls' }), never)).end).toBe('sent')
    expect(server.encrypted).toEqual([true])
  })

  test('signs in with what was set', async () => {
    server = await startMailServer({ tls: 'starttls', login: { user: 'bar', password: 'Secret-1234' } })
    const settings = settingsFor(server.port, { user: 'bar', password: 'Secret-1234' })
    expect((await email.send(mail, settings, never)).end).toBe('sent')
    expect(server.steps).toContain('auth')
  })
})

describe('P14 P15 what the server answers decides whether trying again helps', () => {
  const rows: [MailStep, Answer, string][] = [
    ['connect', '421 4.3.2 Busy', 'again'],
    ['connect', '554 5.3.2 Not today', 'again'],
    ['mail_from', '451 4.3.0 Later', 'again'],
    ['mail_from', '550 5.1.8 Sender refused', 'refused'],
    ['mail_from', '530 5.7.0 Authentication required', 'locked'],
    ['rcpt_to', '450 4.7.1 Greylisted', 'again'],
    ['rcpt_to', '550 5.1.1 No such user', 'refused'],
    ['data', '452 4.3.1 No room', 'again'],
    ['data', '554 5.7.1 Spam', 'refused'],
    ['data', '503 5.5.1 Out of step', 'again'],
    ['auth', '454 4.7.0 Temporary failure', 'again'],
    ['auth', '535 5.7.8 Wrong', 'locked'],
  ]
  test.each(rows)('%s answered with “%s”: %s', async (step, answer, end) => {
    server = await startMailServer({ tls: 'starttls', login: { user: 'bar', password: 'Secret-1234' } })
    server.answer = (at) => (at === step ? answer : 'ok')
    const login = step === 'auth' ? { user: 'bar', password: 'Secret-1234' } : {}
    const delivery = await email.send(mail, settingsFor(server.port, login), never)
    expect(delivery.end).toBe(end)
    expect(delivery.detail).toContain(answer)
    expect(server.mails).toHaveLength(0)
  })

  test('a wrong password locks', async () => {
    server = await startMailServer({ tls: 'starttls', login: { user: 'bar', password: 'Secret-1234' } })
    const delivery = await email.send(mail, settingsFor(server.port, { user: 'bar', password: 'wrong' }), never)
    expect(delivery).toMatchObject({ end: 'locked', detail: expect.stringContaining('535') })
  })

  test('nothing that listens, and a name that nobody knows, are tried again', async () => {
    server = await startMailServer()
    const settings = settingsFor(server.port)
    await server.close()
    server = null
    expect(await email.send(mail, settings, never)).toMatchObject({ end: 'again', answered: false })
    const unknown = await email.send(mail, { ...settings, host: nowhere }, never)
    expect(unknown).toMatchObject({ end: 'again', answered: false, detail: expect.stringContaining('unknown_host') })
  })

  test('what answers but is no mail server is tried again', async () => {
    raw = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1')
    await new Promise((listening) => raw?.once('listening', listening))
    const { port } = raw.address() as { port: number }
    expect(await email.send(mail, settingsFor(port), never)).toMatchObject({ end: 'again' })
  })
})

describe('P16 deadlines and encryption', () => {
  test.each(['connect', 'mail_from', 'rcpt_to', 'data'] as const)('a server that hangs at %s is left', async (step) => {
    server = await startMailServer()
    server.answer = (at) => (at === step ? 'hang' : 'ok')
    const delivery = await impatient.send(mail, settingsFor(server.port), never)
    expect(delivery).toMatchObject({ end: 'again', detail: 'timed_out' })
  })

  test.each(['connect', 'mail_from', 'rcpt_to', 'data'] as const)(
    'a line that breaks at %s is tried again',
    async (step) => {
      server = await startMailServer()
      server.answer = (at) => (at === step ? 'drop' : 'ok')
      expect(await email.send(mail, settingsFor(server.port), never)).toMatchObject({ end: 'again' })
    },
  )

  test('without encryption no password leaves, also not to this machine', async () => {
    server = await startMailServer({ login: { user: 'bar', password: 'Secret-1234' } })
    const settings = settingsFor(server.port, { user: 'bar', password: 'Secret-1234' })
    expect(await email.send(mail, settings, never)).toMatchObject({ end: 'again', detail: 'no_encryption' })
    expect(server.steps).toEqual(['connect'])
  })

  test('where encryption is asked for, a server without it gets nothing', async () => {
    server = await startMailServer()
    const delivery = await email.send(mail, settingsFor(server.port, { security: 'starttls' }), never)
    expect(delivery.end).toBe('again')
    expect(server.encrypted).toEqual([])
  })

  test('a STARTTLS that fails never falls back to plain text', async () => {
    const heard: string[] = []
    raw = createServer((socket) => {
      socket.write('220 mail.test ESMTP\r\n')
      socket.on('error', () => {})
      socket.on('data', (bytes) => {
        const said = bytes.toString('latin1')
        heard.push(said)
        if (said.startsWith('EHLO')) socket.write('250-mail.test\r\n250 STARTTLS\r\n')
        else if (said.startsWith('STARTTLS')) socket.write('220 Go ahead\r\n')
        else socket.end('garbage instead of TLS\r\n')
      })
    }).listen(0, '127.0.0.1')
    await new Promise((listening) => raw?.once('listening', listening))
    const { port } = raw.address() as { port: number }
    const delivery = await email.send(mail, settingsFor(port), never)
    expect(delivery).toMatchObject({ end: 'again', detail: expect.stringContaining('tls_failed') })
    expect(heard.join('')).not.toMatch(/MAIL FROM|Kitchen/u)
  })

  test('a certificate that cannot be verified is said to be so', async () => {
    server = await startMailServer({ tls: 'starttls' })
    const words = { subject: 'Test', text: 'Test' }
    const result = await email.test(mail.to, settingsFor(server.port), words, never)
    expect(result.stages[2]).toMatchObject({ state: 'done', detail: expect.stringContaining('unverified_certificate') })
  })
})

describe('the test of the settings tells its stages', () => {
  const words = { subject: 'Test', text: 'Sereno can send mail.' }
  const states = async (settings: MailSettings, by = email) =>
    (await by.test(mail.to, settings, words, never)).stages.map(({ state }) => state)

  test('all of them, up to a mail that is taken', async () => {
    server = await startMailServer({ tls: 'starttls', login: { user: 'bar', password: 'Secret-1234' } })
    const settings = settingsFor(server.port, { user: 'bar', password: 'Secret-1234' })
    expect(await email.test(mail.to, settings, words, never)).toMatchObject({ ok: true })
    expect(server.mails[0]).toContain('Subject: Test')
    expect(await states({ ...settings, password: 'wrong' })).toEqual(['done', 'done', 'done', 'failed', 'waiting'])
  })

  test('those that are not needed are skipped', async () => {
    server = await startMailServer()
    expect(await states(settingsFor(server.port))).toEqual(['done', 'done', 'skipped', 'skipped', 'done'])
  })

  test.each([
    ['a refused recipient', 'rcpt_to', '550 5.1.1 No such user', ['done', 'done', 'skipped', 'skipped', 'failed']],
    ['a greeting that never comes', 'connect', 'hang', ['done', 'failed', 'waiting', 'waiting', 'waiting']],
  ] as const)('%s', async (_name, step, answer, expected) => {
    server = await startMailServer()
    server.answer = (at) => (at === step ? answer : 'ok')
    expect(await states(settingsFor(server.port), impatient)).toEqual(expected)
  })

  test('a host that cannot be found', async () => {
    expect(await states(settingsFor(25, { host: nowhere }))).toEqual([
      'failed',
      'waiting',
      'waiting',
      'waiting',
      'waiting',
    ])
  })
})

describe('R what the network calls things cannot forge a mail', () => {
  test('line feeds in a subject and commas in a recipient change neither headers nor recipients', async () => {
    server = await startMailServer()
    const hostile = { ...mail, subject: 'Hi\r\nBcc: evil@evil.test\r\n\r\nbody', to: 'a@a.test, b@b.test' }
    await email.send(hostile, settingsFor(server.port), never)
    const named = server.steps.filter((step) => step === 'rcpt_to').length
    expect(named).toBeLessThanOrEqual(1)
    for (const arrived of server.mails) expect(arrived).not.toMatch(/^Bcc:/mu)
  })
})
