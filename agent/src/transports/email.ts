import type { MailTransport } from './transport.ts'

/** Mail over SMTP. */
export function makeEmail(): MailTransport {
  return {
    name: 'email',
    send: async () => ({ end: 'again', detail: 'no_answer', answered: false }),
    test: async () => ({ ok: false, stages: [] }),
  }
}
