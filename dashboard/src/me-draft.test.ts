import { usualChoices } from '@sereno/shared/notification-rules.ts'
import { describe, expect, it } from 'vitest'
import { onTopOf } from './me-draft.ts'

const { events } = usualChoices
const silent = { page: false, push: false, email: false }

describe('choices that were changed in two pages at once', () => {
  it('keep what the other page changed and this one did not touch', () => {
    const kept = { ...usualChoices, events: { ...events, ticket: silent }, quietHours: { from: '23:00', to: '07:00' } }
    const mine = { ...usualChoices, sound: { ...usualChoices.sound, volume: 1 } }
    expect(onTopOf(mine, usualChoices, kept)).toEqual({ ...kept, sound: { name: 'bell', volume: 1 } })
  })

  it('hold mine where both changed the same, quiet hours as a whole', () => {
    const kept = { ...usualChoices, quietHours: { from: '22:00', to: '06:00' }, allow: { push: true, email: false } }
    const mine = { ...usualChoices, quietHours: { from: '23:00', to: '06:00' }, allow: { push: false, email: true } }
    expect(onTopOf(mine, { ...usualChoices, quietHours: null }, kept)).toEqual({
      ...usualChoices,
      quietHours: { from: '23:00', to: '06:00' },
      allow: { push: true, email: false },
    })
    const none = { ...mine, quietHours: null }
    expect(onTopOf(none, kept, kept).quietHours).toBeNull()
  })
})
