import { randomUUID } from 'node:crypto'
import type { UserRecord } from '../../store/people-types.ts'

type Given = Pick<
  UserRecord,
  'username' | 'fullName' | 'email' | 'phone' | 'role' | 'language' | 'passwordHash' | 'createdAt'
>

/**
 * A user as one begins. The company name has no effect and is theirs to change; until then it is made of the phone, as the
 * documents have it (P15).
 */
export const newcomer = (given: Given): UserRecord => ({
  ...given,
  id: randomUUID(),
  emailConfirmedAt: null,
  newEmail: null,
  jobTitle: '',
  companyName: given.phone === null ? '' : `Company ${given.phone}`,
  lastSignInAt: null,
  disabledAt: null,
  deletionDueAt: null,
  deletionToldDays: null,
  secondStepAt: null,
  avatar: null,
})
