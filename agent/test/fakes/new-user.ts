import type { UserRecord } from '../../src/store/people-types.ts'

/** Ana, who runs the place. */
export const newUser = (differing: Partial<UserRecord> = {}): UserRecord => ({
  id: 'u1',
  username: 'ana',
  fullName: 'Ana Pérez',
  email: 'Ana@Bar.example',
  emailConfirmedAt: null,
  newEmail: null,
  phone: '+34600111222',
  jobTitle: '',
  companyName: '',
  role: 'admin',
  language: 'es',
  passwordHash: '$argon2id$…',
  createdAt: 1,
  lastSignInAt: null,
  disabledAt: null,
  deletionDueAt: null,
  deletionToldDays: null,
  secondStepAt: null,
  avatar: null,
  ...differing,
})
