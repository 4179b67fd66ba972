import type { MailSettings } from '@sereno/shared/venue.ts'
import { expect, test } from 'vitest'
import { mailSettingsInForce } from './mail-settings.ts'

const publicUrl = 'http://sereno.local:7373'
const saved: MailSettings = {
  host: 'mail.bar.test',
  port: 587,
  security: 'starttls',
  user: 'bar',
  password: 'Secret-1234',
  from: 'bar@bar.test',
}

test('what was saved is in force where the environment says nothing', () => {
  expect(mailSettingsInForce({ publicUrl }, { mail: saved })).toEqual({ source: 'saved', settings: saved })
  expect(mailSettingsInForce({ publicUrl }, { mail: null })).toEqual({ source: 'none', settings: null })
})

test('the environment overrides what was saved', () => {
  const config = { publicUrl, smtpUrl: 'smtps://me:pass@relay.test', mailFrom: 'venue@relay.test' }
  expect(mailSettingsInForce(config, { mail: saved })).toEqual({
    source: 'environment',
    settings: {
      host: 'relay.test',
      port: 465,
      security: 'tls',
      user: 'me',
      password: 'pass',
      from: 'venue@relay.test',
    },
  })
  const from = { publicUrl, mailFrom: 'venue@relay.test' }
  expect(mailSettingsInForce(from, { mail: saved }).settings).toEqual({ ...saved, from: 'venue@relay.test' })
})

test.each([
  ['smtp://me%40relay.test:pass@relay.test', saved, 'me@relay.test'],
  ['smtp://me:pass@relay.test', saved, 'bar@bar.test'],
  ['smtp://127.0.0.1:2525', null, 'sereno@sereno.local'],
])('without a sender, %s sends as its login, the saved sender or this machine', (smtpUrl, mail, from) => {
  expect(mailSettingsInForce({ publicUrl, smtpUrl }, { mail }).settings?.from).toBe(from)
})
