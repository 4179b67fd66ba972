import { describe, expect, it } from 'vitest'
import { hashPassword, isPassword } from './password.ts'

describe('a kept password', () => {
  it('is an argon2id string that is different each time', async () => {
    const [one, other] = await Promise.all([hashPassword('Kitchen-Printer-7'), hashPassword('Kitchen-Printer-7')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/u)
    expect(other).not.toBe(one)
  })

  it('is known again, and no other is', async () => {
    const kept = await hashPassword('Contraseña-Añeja-7')
    expect(await isPassword('Contraseña-Añeja-7', kept)).toBe(true)
    expect(await isPassword('Contraseña-Añeja-7'.normalize('NFD'), kept)).toBe(true)
    expect(await isPassword('contraseña-añeja-7', kept)).toBe(false)
    expect(await isPassword('', kept)).toBe(false)
  })

  it('is nobody’s where there is none, or where it cannot be read', async () => {
    for (const kept of [null, '', '$argon2id$v=19$m=1,t=1$x$y', '$2b$12$abc']) {
      expect(await isPassword('Kitchen-Printer-7', kept)).toBe(false)
    }
  })

  it('is not worked out for everyone who asks at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 60 }, () => isPassword('x', null)))
    const refused = asked.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(20)
    for (const one of refused) expect(one).toMatchObject({ reason: { code: 'unavailable' } })
    expect(await isPassword('x', null)).toBe(false)
  })
})
