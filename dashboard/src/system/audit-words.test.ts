import { api } from '@sereno/shared/api/index.ts'
import words from '@sereno/shared/locales/en/audit.json' with { type: 'json' }
import { expect, it } from 'vitest'
import { wordsOfDeed } from './audit-words.ts'

it('has words for whatever the audit log may hold', () => {
  const actions = Object.values(api)
    .filter((contract) => contract.method !== 'GET' && (!('audited' in contract) || contract.audited !== false))
    .map(({ method, path }) => `${method} ${path}`)
  expect(actions.length).toBeGreaterThan(50)
  const missing = actions.flatMap(wordsOfDeed).filter((word) => !(word in words))
  expect(missing).toEqual([])
})

it('tells what was made, changed or done, and of what', () => {
  expect(wordsOfDeed('POST /api/v1/devices')).toEqual(['audit.verb_added', 'audit.thing_devices'])
  expect(wordsOfDeed('POST /api/v1/devices/:id/pause')).toEqual(['audit.thing_devices', 'audit.act_pause'])
  expect(wordsOfDeed('PUT /api/v1/account/app-password')).toEqual([
    'audit.verb_put',
    'audit.thing_account',
    'audit.act_app_password',
  ])
  expect(wordsOfDeed('POST /api/v1/session')).toEqual(['audit.thing_session'])
})
