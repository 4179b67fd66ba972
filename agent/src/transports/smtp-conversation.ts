import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { MailSettings } from '@sereno/shared/venue.ts'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { mayBePlain, mayBeUnverified } from './smtp-encryption.ts'
import { type MailStage, ownFault, readFault, type SmtpFault } from './smtp-fault.ts'
import { openSocket, resolveHost } from './smtp-socket.ts'

/** A message with everything around it, as it goes over the wire. */
export interface Letter {
  from: string
  to: string
  bytes: Buffer
}

/** A stage that is over; `skipped` says that it was not needed. */
export interface StageDone {
  stage: MailStage
  state: 'done' | 'skipped'
  detail: string | null
}

/**
 * One conversation with a mail server, stage by stage; each stage that is over is told to `passed`. Resolves with the
 * fault that ended it, or `null` once the server has taken the letter. Never throws; the signal is its deadline.
 */
export async function converse(
  settings: MailSettings,
  letter: Letter,
  signal: AbortSignal,
  passed: (stage: StageDone) => void,
): Promise<SmtpFault | null> {
  const resolved = await resolveHost(settings.host, signal)
  if (!resolved.ok) return resolved.fault
  passed({ stage: 'resolved', state: 'done', detail: resolved.value.map((found) => found.address).join(', ') })

  const opened = await openSocket(resolved.value, settings.port, signal)
  if (!opened.ok) return opened.fault
  const socket = opened.value
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  const talk = new Connection(talkOptions(settings, socket))
  try {
    return await speak(talk, socket.remoteAddress ?? '', settings, letter, signal, passed)
  } finally {
    talk.close()
  }
}

async function speak(
  talk: SMTPConnection,
  address: string,
  settings: MailSettings,
  letter: Letter,
  signal: AbortSignal,
  passed: (stage: StageDone) => void,
): Promise<SmtpFault | null> {
  const step = stepper(talk, signal)

  const greeted = await step('connected', (done) => talk.connect((error) => done(error ?? null)))
  if (greeted.fault) return greeted.fault
  passed({ stage: 'connected', state: 'done', detail: `${address}:${settings.port}` })

  if (!talk.secure && !mayBePlain(address, settings)) return ownFault('encrypted', 'no_encryption', true)
  passed({ stage: 'encrypted', state: talk.secure ? 'done' : 'skipped', detail: encryption(talk) })

  if (settings.user !== '' && talk.allowsAuth) {
    const login = { user: settings.user, pass: settings.password }
    const signedIn = await step('signed_in', (done) => talk.login(login, (error) => done(error)))
    if (signedIn.fault) return signedIn.fault
    passed({ stage: 'signed_in', state: 'done', detail: null })
  } else {
    passed({ stage: 'signed_in', state: 'skipped', detail: settings.user === '' ? 'no_login_set' : 'no_login_offered' })
  }

  const envelope = { from: letter.from, to: [letter.to], size: letter.bytes.length }
  const sent = await step('accepted', (done) =>
    talk.send(envelope, letter.bytes, (error, info) => done(error, info?.response)),
  )
  if (sent.fault) return sent.fault
  passed({ stage: 'accepted', state: 'done', detail: sent.reply })
  talk.quit()
  return null
}

type Done = (error: Error | null, reply?: string) => void

/** Runs one step of the conversation until it answers, the connection breaks, or time is up. */
function stepper(talk: SMTPConnection, signal: AbortSignal) {
  return (stage: MailStage, work: (done: Done) => void): Promise<{ fault: SmtpFault | null; reply: string | null }> =>
    new Promise((over) => {
      const end = (fault: SmtpFault | null, reply: string | null = null) => {
        talk.removeListener('error', broke)
        signal.removeEventListener('abort', late)
        // A connection that breaks after its step is over concerns nobody, but must not go unheard.
        talk.on('error', () => {})
        over({ fault, reply })
      }
      const broke = (error: Error) => end(readFault(stage, error))
      const late = () => end(ownFault(stage, 'timed_out', stage !== 'connected'))
      talk.on('error', broke)
      signal.addEventListener('abort', late, { once: true })
      if (signal.aborted) return late()
      work((error, reply) => end(error ? readFault(stage, error) : null, reply ?? null))
    })
}

function talkOptions(settings: MailSettings, socket: Socket): ConstructorParameters<typeof SMTPConnection>[0] {
  const unverified = mayBeUnverified(socket.remoteAddress ?? '', settings)
  return {
    host: settings.host,
    port: settings.port,
    connection: socket,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    tls: { rejectUnauthorized: !unverified, minVersion: 'TLSv1.2' },
    maxResponseSize: 64 * 1024,
    socketCloseTimeout: 1000,
  }
}

function encryption(talk: SMTPConnection): string {
  if (!(talk._socket instanceof TLSSocket)) return 'plain_nearby'
  const protocol = talk._socket.getProtocol() ?? 'TLS'
  return talk._socket.authorized ? protocol : `unverified_certificate: ${protocol}`
}
