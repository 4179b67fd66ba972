import { expect, test } from 'vitest'
import { readSmtpUrl } from './smtp-url.ts'

const from = 'sereno@bar.example'

test.each([
  ['smtp://mail.example', { host: 'mail.example', port: 587, security: 'auto', user: '', password: '' }],
  ['smtps://mail.example', { host: 'mail.example', port: 465, security: 'tls', user: '', password: '' }],
  ['smtp://127.0.0.1:2525', { host: '127.0.0.1', port: 2525, security: 'auto', user: '', password: '' }],
  ['smtp://[::1]:2525/', { host: '::1', port: 2525, security: 'auto', user: '', password: '' }],
  [
    'smtp://bar%40mail.example:p%3Aa%2Fss@mail.example:25',
    { host: 'mail.example', port: 25, security: 'auto', user: 'bar@mail.example', password: 'p:a/ss' },
  ],
  [
    'smtps://bar:50%25@mail.example',
    { host: 'mail.example', port: 465, security: 'tls', user: 'bar', password: '50%' },
  ],
  [
    'smtps://bar:50%!@mail.example',
    { host: 'mail.example', port: 465, security: 'tls', user: 'bar', password: '50%!' },
  ],
])('%s', (address, settings) => {
  expect(readSmtpUrl(address, from)).toEqual({ ...settings, from })
})

test.each(['http://mail.example', 'mail.example:25', 'smtp://', 'smtp://mail.example:0', 'smtp://ma il'])(
  '“%s” is refused',
  (address) => {
    expect(readSmtpUrl(address, from)).toBeNull()
  },
)
