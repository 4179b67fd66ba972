import { password } from '@sereno/shared/user.ts'
import { describe, expect, it } from 'vitest'
import { passwordTicks } from './password-rule.ts'

describe('the ticks of a password', () => {
  it.each([
    'Correct-Horse-9',
    'short1A',
    'no digits in Here',
    'NO LOWER CASE 1',
    'no upper case 1',
    'Contraseña-ñ-12',
    '👍👍👍👍👍👍👍Aa1',
  ])('agree with the agent’s rule on “%s”', (text) => {
    const ticked = Object.values(passwordTicks).every((isMet) => isMet(text))
    expect(ticked).toBe(password.safeParse(text).success)
  })
})
