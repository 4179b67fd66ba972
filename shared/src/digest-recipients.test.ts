import { expect, test } from 'vitest'
import { digestRecipients, digestsInForce, stillReached } from './digest-recipients.ts'

const digest = (emails: string[], active = true, isTest = false) => ({ emails, active, test: isTest })

test('whoever gets several digests is named once, and one that is off or in test names nobody', () => {
  const all = [
    digest(['ana@bar.example', 'ops@distributor.example']),
    digest(['Ops@distributor.example', 'boss@bar.example']),
    digest(['off@bar.example'], false),
    digest(['test@bar.example'], true, true),
  ]
  expect(digestRecipients(digestsInForce(all))).toEqual([
    'ana@bar.example',
    'ops@distributor.example',
    'boss@bar.example',
  ])
})

test('who has stopped the mails is not among those they reach', () => {
  const recipients = [
    { email: 'ana@bar.example', standing: 'known' },
    { email: 'ops@distributor.example', standing: 'stopped' },
    { email: 'new@distributor.example', standing: 'refused' },
  ] as const
  expect(stillReached(recipients)).toEqual(['ana@bar.example', 'new@distributor.example'])
})
