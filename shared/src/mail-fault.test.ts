import { expect, test } from 'vitest'
import { explainFault, plainFault } from './mail-fault.ts'

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

test.each([
  ['es', 'no_route: EHOSTUNREACH 192.0.2.1:25', 'No hay camino hasta el servidor'],
  ['en', 'wrong_password: 535 5.7.8 Wrong', 'The mail server did not accept the username or password'],
  ['en', '550 5.1.1 <ana@bar.example> No such user', 'The mail server refused it'],
  ['ru', '451 4.7.1 Greylisted', 'Почтовый сервер пока его не принимает'],
  ['ca', 'something: else', 'No s’ha pogut lliurar'],
] as const)('%s “%s” is, without what the server said, “%s”', (language, detail, told) => {
  expect(plainFault(language, detail)).toBe(told)
})
