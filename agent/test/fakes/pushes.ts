import type { NotificationChoices } from '@sereno/shared/notifications.ts'
import type { PushMessage } from '@sereno/shared/push.ts'
import { expect } from 'vitest'
import { spreadPush } from '../../src/services/push/spread-push.ts'
import type { NewPushDelivery } from '../../src/store/push-types.ts'
import { newEntry } from './new-entry.ts'
import type { Here } from './people.ts'
import { pretendDevice } from './pretend-network.ts'

/** Where a person's browsers are. */
export const pushPath = '/api/v1/me/push-subscriptions'
const choicesPath = '/api/v1/me/notifications'
const key = `B${'A'.repeat(86)}`
/** A browser, as its page tells of it. */
export const form = (name = 'one') => ({
  endpoint: `https://push.example/${name}`,
  keys: { p256dh: key, auth: 'BTBZMqHH6r4Tts7J_aSIgg' },
})

type Ask = Here['ana']
export const listed = async (ask: Ask) =>
  (await ask('GET', pushPath)).json.items as { id: string; fingerprint: string }[]
export const choices = async (ask: Ask) => (await ask('GET', choicesPath)).json as unknown as NotificationChoices
export const choose = async (ask: Ask, change: (choices: NotificationChoices) => void) => {
  const all = await choices(ask)
  change(all)
  expect((await ask('PUT', choicesPath, all)).status).toBe(200)
}
/** What would be told now of all that happened. */
export async function spreadAll({
  house,
}: Here): Promise<(PushMessage & Pick<NewPushDelivery, 'urgency' | 'topic'>)[]> {
  const told: NewPushDelivery[] = []
  for (const event of await house.store.push.events()) {
    const { deliveries, quiet } = await spreadPush(house, event)
    await house.store.push.spread(event.sequence, deliveries, quiet)
    told.push(...deliveries)
  }
  return told.map(({ text, urgency, topic }) => ({ ...JSON.parse(text), urgency, topic }))
}

/** A printer in the kitchen is out of paper. */
export async function paperOut({ house }: Pick<Here, 'house'>, name = 'Kitchen printer', more: object = {}) {
  const at = house.clock.now()
  await house.book.change((draft) => {
    draft.devices = [pretendDevice('kitchen', '192.168.1.50', { place: 'Kitchen' })]
  })
  const entry = newEntry({
    id: 'e1',
    at,
    deviceId: 'kitchen',
    deviceName: name,
    incidentId: 'spell',
    cause: 'paper_out',
    kind: 'Fail',
    ...more,
  })
  await house.store.journal.apply([
    { do: 'open_incident', id: 'spell', deviceId: 'kitchen', deviceName: name, at },
    { do: 'open', entry },
  ])
}

/** The same, and the house hears of it at once, as from the watch. */
export async function paperOutNow(house: Here['house']): Promise<void> {
  await paperOut({ house })
  const incident = await house.store.journal.incident('spell')
  if (incident !== null) house.bus.emit('incident.changed', incident)
}
