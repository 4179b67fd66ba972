import { mailInput } from '@sereno/shared/venue.ts'
import { expect, it } from 'vitest'
import { mailPresets, presetFor } from './mail-presets.ts'

it('every preset makes settings that the agent takes, encrypted from the start or by STARTTLS', () => {
  expect(new Set(mailPresets.map(({ id }) => id)).size).toBe(mailPresets.length)
  for (const { host, port, security } of mailPresets) {
    const settings = { host, port, security, user: 'ana@example.com', password: 'x', from: 'ana@example.com' }
    expect(mailInput.safeParse(settings).success, host).toBe(true)
    expect(security).toBe(port === 465 ? 'tls' : 'starttls')
  }
})

it('knows the settings again that came from a preset', () => {
  expect(presetFor('smtp.gmail.com')?.id).toBe('gmail')
  expect(presetFor('mail.example.com')).toBeNull()
  expect(presetFor(null)).toBeNull()
})
