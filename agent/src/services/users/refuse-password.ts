import { Fault } from '../fault.ts'

/** @throws {Fault} `invalid` at `password` where it is the person's own name, at `repeat` where the two differ */
export function refusePassword(username: string, password: string, repeat: string): void {
  const fields = [
    ...(password.toLowerCase() === username.trim().toLowerCase()
      ? [{ path: 'password', message: 'password_username' }]
      : []),
    ...(password === repeat ? [] : [{ path: 'repeat', message: 'repeat_differs' }]),
  ]
  if (fields.length > 0) throw new Fault('invalid', { fields })
}
