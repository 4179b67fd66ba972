import type { NewOutboxItem } from './outbox-types.ts'

/** What a person's authenticator app shares with us. */
export interface SecondStep {
  sealed: string
  /** The last step of 30 seconds whose code was taken; it and those before are never taken again. */
  lastStep: number
}

export interface ConfirmedStep {
  userId: string
  sealed: string
  step: number
  /** SHA-256 of each recovery code, hex. */
  hashes: string[]
  at: number
}

/** The second step of signing in; whether it is on stands with the user. */
export interface SecondSteps {
  get(userId: string): Promise<SecondStep | null>
  /** In the place of one that was begun and never confirmed; `false`: it is on. */
  begin(userId: string, sealed: string): Promise<boolean>
  /** Switches it on, with the mails that tell of it, in one transaction; `false`: it is on, or another was begun meanwhile. */
  confirm(confirmed: ConfirmedStep, mails: NewOutboxItem[]): Promise<boolean>
  /** Uses a step up; `false`: it, or one after it, was used before. */
  takeStep(userId: string, step: number): Promise<boolean>
  /** Uses a recovery code up; `false`: there is none such. */
  takeRecoveryCode(userId: string, hash: string): Promise<boolean>
  /** Switches it off, with the mails that tell of it, in one transaction; `false`: it is off. */
  end(userId: string, mails: NewOutboxItem[]): Promise<boolean>
}
