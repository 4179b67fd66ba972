import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { systemClock } from '../../agent/src/clock.ts'
import { openStore } from '../../agent/src/store/store.ts'
import { keptLog } from '../../agent/test/fakes/kept-log.ts'
import type { TestAgent } from './agent.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Every time that the agent has written down, by table; sessions stay, so that whoever is signed in still is. */
const moments: Record<string, string[]> = {
  entries: ['at', 'ended_at'],
  incidents: ['opened_at', 'closed_at', 'acknowledged_at'],
  runs: ['at', 'scheduled_at', 'since', 'until'],
  outbox: ['created_at', 'expires_at', 'next_at', 'done_at'],
  audit: ['at'],
  rollout_marks: ['at'],
  rollout_notes: ['at'],
}

/**
 * Some days pass: all that the agent has written down becomes so much older, so that at its next start it is that much
 * later. The device was looked at all the while.
 */
export async function daysPass(agent: TestAgent, days: number, deviceId: string): Promise<void> {
  await agent.rest()
  age(join(agent.data, 'sereno.db'), days)
  const file = join(agent.data, 'venue.json')
  const earlier = (at: string) => new Date(Date.parse(at) - days * dayMs).toISOString()
  const venue = JSON.parse(readFileSync(file, 'utf8'))
  venue.account.createdAt = earlier(venue.account.createdAt)
  for (const integration of venue.integrations) integration.savedAt = earlier(integration.savedAt)
  writeFileSync(file, JSON.stringify(venue))
  await watchAlong(agent, days, deviceId)
  await agent.restart()
}

function age(file: string, days: number): void {
  const db = new DatabaseSync(file)
  for (const [table, columns] of Object.entries(moments))
    db.exec(`UPDATE ${table} SET ${columns.map((column) => `${column} = ${column} - ${days * dayMs}`).join(', ')}`)
  db.exec(`UPDATE runs SET local_date = date(local_date, '-${days} days')`)
  // Far away first: an hour would meet the one of the day before.
  const far = 10_000_000
  for (const [table, column, unit] of [
    ['hours', 'at_hour', 24],
    ['minutes', 'at_minute', 1440],
  ] as const) {
    db.exec(`UPDATE ${table} SET ${column} = ${column} + ${far}`)
    db.exec(`UPDATE ${table} SET ${column} = ${column} - ${far + days * unit}`)
  }
  db.close()
}

async function watchAlong(agent: TestAgent, days: number, deviceId: string): Promise<void> {
  const store = await openStore({ file: join(agent.data, 'sereno.db'), log: keptLog(), clock: systemClock })
  const now = Math.floor(Date.now() / hourMs) * hourMs
  const quick = { latencyP10Ms: 1, latencyP50Ms: 2, latencyP95Ms: 4, latencyMaxMs: 8 }
  await store.measurements.write(
    Array.from({ length: days * 24 + 1 }, (_, index) => ({
      deviceId,
      at: now - (days * 24 - index) * hourMs,
      looks: 4,
      lost: 0,
      ...quick,
      state: 'up' as const,
    })),
  )
  await store.close()
}
