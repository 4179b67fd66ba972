import type { Person } from '@sereno/shared/person.ts'
import { iso, isoOrNull } from '../../clock.ts'
import type { UserRecord } from '../../store/people-types.ts'

/** A user as the API tells of one. */
export const personView = (user: UserRecord): Person => ({
  id: user.id,
  username: user.username,
  fullName: user.fullName,
  jobTitle: user.jobTitle,
  companyName: user.companyName,
  email: user.email,
  emailConfirmed: user.emailConfirmedAt !== null,
  newEmail: user.newEmail,
  phone: user.phone,
  role: user.role,
  language: user.language,
  state: user.disabledAt !== null ? 'disabled' : user.passwordHash === '' ? 'invited' : 'active',
  secondStep: user.secondStepAt !== null,
  createdAt: iso(user.createdAt),
  lastSignInAt: isoOrNull(user.lastSignInAt),
  deletionDueAt: isoOrNull(user.deletionDueAt),
  avatar: user.avatar,
})
