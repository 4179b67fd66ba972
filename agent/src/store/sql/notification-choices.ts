import { type NotificationChoices, notificationChoices, usualChoices } from '@sereno/shared/notifications.ts'
import type { Database } from '../database.ts'

/** Of what was kept by another version what still makes sense; the rest as usual. */
export function choicesOf(db: Database, userId: string): NotificationChoices {
  const row = db.get<{ choices: string }>('SELECT choices FROM notification_choices WHERE user_id = :userId', {
    userId,
  })
  return row === undefined ? usualChoices : understood(row.choices)
}

function understood(text: string): NotificationChoices {
  const kept = known(text)
  const { shape } = notificationChoices
  const part = <K extends keyof NotificationChoices>(name: K): NotificationChoices[K] => {
    const usual = usualChoices[name]
    const both = isThing(usual) && isThing(kept[name]) ? merged(usual, kept[name]) : kept[name]
    const read = shape[name].safeParse(both)
    return (read.success ? read.data : usual) as NotificationChoices[K]
  }
  return {
    allow: part('allow'),
    events: part('events'),
    newsletters: part('newsletters'),
    sound: part('sound'),
    quietHours: part('quietHours'),
    sorting: part('sorting'),
  }
}

type Thing = Record<string, unknown>
const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null

/** What the usual has a place for. */
const merged = (usual: Thing, kept: Thing): Thing =>
  Object.fromEntries(Object.keys(usual).map((name) => [name, kept[name] ?? usual[name]]))

function known(text: string): Thing {
  try {
    const value: unknown = JSON.parse(text)
    return isThing(value) ? value : {}
  } catch {
    return {}
  }
}

export function setChoices(db: Database, userId: string, choices: NotificationChoices): void {
  db.run(
    `INSERT INTO notification_choices (user_id, choices) SELECT id, :choices FROM users WHERE id = :userId
     ON CONFLICT (user_id) DO UPDATE SET choices = excluded.choices`,
    { userId, choices: JSON.stringify(choices) },
  )
}
