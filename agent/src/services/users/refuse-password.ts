import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { isGuessable } from './is-guessable.ts'

/**
 * @throws {Fault} `invalid` at `password` where it is the person's own name or little more than words of the venue, at
 * `repeat` where the two differ
 */
export function refusePassword(house: House, username: string, password: string, repeat: string): void {
  const wrong = whyNot(house, username, password)
  const fields = [
    ...(wrong === null ? [] : [{ path: 'password', message: wrong }]),
    ...(password === repeat ? [] : [{ path: 'repeat', message: 'repeat_differs' }]),
  ]
  if (fields.length > 0) throw new Fault('invalid', { fields })
}

function whyNot(house: House, username: string, password: string): string | null {
  if (password.toLowerCase() === username.trim().toLowerCase()) return 'password_username'
  const { venue, account } = house.book.read()
  return isGuessable(password, [username, venue.name, account?.company ?? '']) ? 'password_guessable' : null
}
