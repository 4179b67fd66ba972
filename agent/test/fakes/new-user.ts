import type { UserRecord } from '../../src/store/types.ts'

/** Ana, who runs the place. */
export const newUser = (differing: Partial<UserRecord> = {}): UserRecord => ({
  id: 'u1',
  username: 'ana',
  fullName: 'Ana Pérez',
  email: 'Ana@Bar.example',
  phone: '+34600111222',
  role: 'admin',
  language: 'es',
  passwordHash: '$argon2id$…',
  createdAt: 1,
  ...differing,
})
