import { expect, test } from 'vitest'
import { explainFault } from './mail-fault.ts'

test.each([
  ['en', 'timed_out', 'The server did not answer in time'],
  ['es', 'no_route: EHOSTUNREACH', 'No hay camino hasta el servidor (EHOSTUNREACH)'],
  ['ru', 'wrong_password: 535 5.7.8 Wrong', 'Почтовый сервер не принял логин или пароль (535 5.7.8 Wrong)'],
  ['ca', '550 5.1.1 No such user', '550 5.1.1 No such user'],
  ['en', 'something: else', 'something: else'],
  ['en', 'TLSv1.3', 'TLSv1.3'],
  ['en', '', ''],
] as const)('%s “%s” is told as “%s”', (language, detail, told) => {
  expect(explainFault(language, detail)).toBe(told)
})
