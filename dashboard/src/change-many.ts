import type { DevicesChange, DevicesChanged } from '@sereno/shared/device.ts'
import { call, type Trouble } from './api.ts'

/** The agent takes so many at once. */
const atOnce = 500

export type Outcome = DevicesChanged['items'][number]

/**
 * Changes devices alike: one call, or a few where the venue is large.
 * @param soFar hears how many have been dealt with
 * @returns what became of each that was dealt with, and why the rest was not
 */
export async function changeMany(
  ids: readonly string[],
  change: DevicesChange['change'],
  soFar: (done: number) => void,
): Promise<{ outcomes: Outcome[]; trouble: Trouble | null }> {
  const outcomes: Outcome[] = []
  for (let from = 0; from < ids.length; from += atOnce) {
    const body = { ids: ids.slice(from, from + atOnce), change }
    const answer = await call('POST /api/v1/devices/bulk', { body, timeoutMs: 60_000 })
    if (!answer.ok) return { outcomes, trouble: answer.trouble }
    outcomes.push(...answer.value.items)
    soFar(outcomes.length)
  }
  return { outcomes, trouble: null }
}

/** So many devices are named; the rest is a number before them. */
const mostNamed = 3

/** Why some stayed as they were, each reason with the devices it holds for. */
export function reasonsOf(outcomes: readonly Outcome[], nameOf: (id: string) => string): string {
  const refused = outcomes.flatMap(({ id, reason }) =>
    reason === null ? [] : [{ name: nameOf(id), text: reason.text }],
  )
  return [...Map.groupBy(refused, ({ text }) => text)]
    .map(([text, those]) => {
      const names = those.slice(0, mostNamed).map(({ name }) => name)
      return `${names.join(', ')}${those.length > mostNamed ? ' …' : ''}: ${text}`
    })
    .join(' ')
}
