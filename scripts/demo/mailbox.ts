import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DemoMail } from '@sereno/shared/api/demo.ts'
import { cleanText } from '@sereno/shared/field.ts'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { pretendDevice } from './pretend-device.ts'

// The demonstration's mailbox: a real SMTP server on loopback that sends nothing on, and an HTTP server that shows what
// it took. Says its two ports before `ready`.

const host = '127.0.0.1'
const mostMails = 100
const mostBytes = 2_000_000

type Kept = DemoMail & { html: string }
const mails: Kept[] = []

async function keep(raw: Buffer, to: string[]): Promise<void> {
  const { subject, text, html } = await PostalMime.parse(raw)
  mails.unshift({
    id: crypto.randomUUID(),
    at: new Date().toISOString(),
    to: cleanText(to.join(', '), 1000),
    subject: cleanText(subject ?? '', 1000),
    text: (text ?? '').slice(0, 200_000),
    html: html ?? '',
  })
  mails.splice(mostMails)
}

const smtp = new SMTPServer({
  authOptional: true,
  hideSTARTTLS: true,
  logger: false,
  size: mostBytes,
  onData(stream, session, done) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address)
      keep(Buffer.concat(parts), to).then(() => done(), done)
    })
  },
})
smtp.on('error', () => {})
const smtpPort = await new Promise<number>((listening) => {
  const server = smtp.listen(0, host, () => listening((server.address() as AddressInfo).port))
})

const shelf = createServer((request, response) => {
  const [, path, id] = (request.url ?? '').split('/')
  const mail = mails.find((one) => one.id === id)
  if (path === 'mails' && id === undefined) {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(mails.map(({ html: _, ...rest }) => rest)))
  } else if (mail) response.end(mail.html)
  else response.writeHead(404).end()
})
const httpPort = await new Promise<number>((listening) => {
  shelf.listen(0, host, () => listening((shelf.address() as AddressInfo).port))
})
console.log(JSON.stringify({ smtpPort, httpPort }))
pretendDevice({})
