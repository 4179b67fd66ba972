import { usualChoices } from '@sereno/shared/notifications.ts'
import { describe, expect, it } from 'vitest'
import { Database } from './database.ts'
import { choicesOf } from './sql/notification-choices.ts'

/** What is read of a text that another version kept. */
function read(text: string) {
  const db = new Database(':memory:')
  db.exec('CREATE TABLE notification_choices (user_id TEXT PRIMARY KEY, choices TEXT)')
  db.run("INSERT INTO notification_choices VALUES ('u', :text)", { text })
  const choices = choicesOf(db, 'u')
  db.close()
  return choices
}

describe('choices that another version kept', () => {
  it('hold where they make sense; the rest is as usual', () => {
    const { ticket: _, ...events } = usualChoices.events
    const quietHours = { from: '22:00', to: '06:00' }
    const kept = { events: { ...events, fax: true }, sound: { name: 'siren', volume: 1 }, quietHours, more: [] }
    expect(read(JSON.stringify(kept))).toEqual({ ...usualChoices, quietHours })
  })

  it('are as usual where nothing of them can be read', () => {
    for (const text of ['', '{', 'null', '[]', '7', '{"allow":null,"quietHours":7}']) {
      expect(read(text)).toEqual(usualChoices)
    }
  })
})
