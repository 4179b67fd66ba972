import { describe, expect, it } from 'vitest'
import { matchingStep, newTotpSecret, stepOf, toBase32, totpAt, totpUri } from './totp.ts'

const secret = toBase32(Buffer.from('12345678901234567890'))

describe('codes of an authenticator', () => {
  it('writes the secret as RFC 4648 does', () => {
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/u)
  })

  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of RFC 6238 at %d s', (seconds, code) => {
    expect(totpAt(secret, stepOf(seconds * 1000), 8)).toBe(code)
  })

  it.each(['755224', '287082', '359152', '969429', '338314'])('are those of RFC 4226: %s', (code) => {
    const step = ['755224', '287082', '359152', '969429', '338314'].indexOf(code)
    expect(totpAt(secret, step)).toBe(code)
  })

  it('are taken of this step and its neighbours, with blanks, and of no other', () => {
    const now = 1_234_567_890_000
    const step = stepOf(now)
    const at = (offset: number) => matchingStep(secret, totpAt(secret, step + offset), now)
    expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, step - 1, step, step + 1, null])
    const code = totpAt(secret, step)
    expect(matchingStep(secret, ` ${code.slice(0, 3)} ${code.slice(3)} `, now)).toBe(step)
    for (const wrong of ['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦'])
      expect(matchingStep(secret, wrong, now)).toBeNull()
  })

  it('come to the app by an address in which nothing of the venue’s name stands for anything else', () => {
    const uri = totpUri(secret, 'Sereno: Bar & Sons?secret=x', 'ana')
    const { searchParams, pathname } = new URL(uri)
    expect(searchParams.getAll('secret')).toEqual([secret])
    expect(decodeURIComponent(pathname)).toContain('Sereno  Bar & Sons?secret=x:ana')
  })
})
