import { expect, test } from 'vitest'
import { digestRecipients, digestsInForce } from './digest-recipients.ts'

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
