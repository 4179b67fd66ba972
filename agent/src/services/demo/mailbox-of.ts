import { Fault } from '../fault.ts'
import type { House, Mailbox } from '../house.ts'

/**
 * The demonstration's mailbox, which is another process and may be gone.
 * @throws {Fault} `not_found` where this is no demonstration; its answers: `unavailable`
 */
export function mailboxOf({ mailbox, log }: House): Mailbox {
  if (mailbox === null) throw new Fault('not_found')
  const answered = <T>(asked: Promise<T>): Promise<T> =>
    asked.catch((fault: unknown) => {
      log.warn({ fault }, 'the mailbox of the demonstration does not answer')
      throw new Fault('unavailable')
    })
  return { list: () => answered(mailbox.list()), html: (id) => answered(mailbox.html(id)) }
}
