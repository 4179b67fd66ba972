import type { Delivery, Mail } from '@sereno/shared/delivery.ts'
import type { MailSettings, MailTest } from '@sereno/shared/venue.ts'

/** A way out. Sends one message once; the outbox keeps it and decides about further attempts. Never throws. */
export interface Transport<Message, Settings> {
  name: string
  send(message: Message, settings: Settings, signal: AbortSignal): Promise<Delivery>
}

export interface MailTransport extends Transport<Mail, MailSettings> {
  /** Goes through the stages one by one, up to a real test mail that the server accepts. */
  test(
    to: string,
    settings: MailSettings,
    words: { subject: string; text: string },
    signal: AbortSignal,
  ): Promise<MailTest>
}
