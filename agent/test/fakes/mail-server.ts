import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { selfMadeCertificate } from './self-made-certificate.ts'

/** The steps of a conversation at which the server can misbehave; `data` is after the last dot. */
export const mailSteps = ['connect', 'auth', 'mail_from', 'rcpt_to', 'data'] as const
export type MailStep = (typeof mailSteps)[number]

/** A reply such as `450 4.7.1 Greylisted`; silence for good; or a broken line. */
export type Answer = 'ok' | 'hang' | 'drop' | `${number} ${string}`

export interface MailServer {
  port: number
  /** What was taken, whole. */
  mails: string[]
  /** The steps that were reached, in order. */
  steps: MailStep[]
  /** Whether each conversation that got as far as naming a sender was encrypted. */
  encrypted: boolean[]
  /** How it answers; may be changed at any time. */
  answer(step: MailStep, session: SMTPServerSession): Answer | Promise<Answer>
  close(): Promise<void>
}

interface MailServerOptions {
  tls?: 'none' | 'starttls' | 'tls'
  login?: { user: string; password: string }
  port?: number
}

/** A real SMTP server on loopback that does what it is told. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const { tls = 'none', login } = options
  const off: string[] = [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])]
  const server = new SMTPServer({
    ...(tls === 'none' ? {} : selfMadeCertificate()),
    secure: tls === 'tls',
    disabledCommands: off,
    authOptional: true,
    disableReverseLookup: true,
    allowInsecureAuth: true,
    closeTimeout: 100,
    logger: false,
    onConnect: (session, done) => step('connect', session, done),
    onAuth: (auth, session, done) =>
      step('auth', session, (fault) => {
        const right = auth.username === login?.user && auth.password === login?.password
        if (fault) done(fault)
        else if (right) done(null, { user: auth.username })
        else done(replyFault('535 5.7.8 Authentication credentials invalid'))
      }),
    onMailFrom: (_address, session, done) => {
      fake.encrypted.push(session.secure)
      step('mail_from', session, done)
    },
    onRcptTo: (_address, session, done) => step('rcpt_to', session, done),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () =>
        step('data', session, (fault) => {
          if (!fault) fake.mails.push(Buffer.concat(chunks).toString('utf8'))
          done(fault)
        }),
      )
    },
  })
  server.on('error', () => {})

  const fake: MailServer = {
    port: 0,
    mails: [],
    steps: [],
    encrypted: [],
    answer: () => 'ok',
    close: () => new Promise((closed) => server.close(() => closed())),
  }

  async function step(name: MailStep, session: SMTPServerSession, done: (fault?: Error | null) => void): Promise<void> {
    fake.steps.push(name)
    const answer = await fake.answer(name, session)
    if (answer === 'ok') done()
    else if (answer === 'drop') dropLine(server, session)
    else if (answer !== 'hang') done(replyFault(answer))
  }

  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', listening))
  fake.port = (server.server.address() as AddressInfo).port
  return fake
}

function dropLine(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) {
    if (connection.session.id === session.id) connection._socket.destroy()
  }
}

function replyFault(reply: string): Error {
  const [, status, text] = /^(\d{3}) (.*)$/u.exec(reply) ?? []
  return Object.assign(new Error(text), { responseCode: Number(status) })
}
