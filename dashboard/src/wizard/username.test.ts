import { expect, it } from 'vitest'
import { usernameFor } from './username.ts'

it.each([
  ['Ana Pérez', 'ana.perez'],
  ['Núria Gil·lot i Güell', 'nuria.gil.lot.i.guell'],
  ["Pat O'Brien", 'pat.obrien'],
  ['Юлия Щукина', 'yuliya.shchukina'],
  ['  Ana  ', 'ana'],
  ['Al', ''],
  ['山田', ''],
  ['A name so long that it does not fit into a username', 'a.name.so.long.that.it.does.not'],
])('%s is called %s', (fullName, username) => {
  expect(usernameFor(fullName)).toBe(username)
  if (username !== '') expect(username).toMatch(/^[a-z0-9._-]{3,32}$/u)
})
