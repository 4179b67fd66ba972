import type { Language } from '@sereno/shared/field.ts'
import { lackIn } from '@sereno/shared/lack.ts'
import { hasWord, say } from '@sereno/shared/locales/index.ts'
import { explainFault } from '@sereno/shared/mail-fault.ts'
import type { Lack } from '@sereno/shared/overview.ts'
import type { House } from '../house.ts'
import { machineHealth } from './machine-health.ts'

/** What the agent is missing: tools and rights of its machine, a sound disk and clock, settings that are in force. */
export async function lacksOf(house: House, language: Language): Promise<Lack[]> {
  const document = house.book.read()
  const { storage, isClockTrusted } = await machineHealth(house)
  const lacks = [...house.watch.lacks(language)]
  if (document.account === null) lacks.push(lackIn(language, 'not_set_up'))
  const refusal = house.book.refusal()
  if (refusal !== null) lacks.push(refusedEdit(refusal, language))
  if (!storage.ok) lacks.push(lackIn(language, storage.reason === 'failed' ? 'disk_failed' : storage.reason))
  const { damaged } = house.store
  if (damaged !== null) lacks.push(lackIn(language, 'database_damaged', { file: damaged.file }))
  if (!isClockTrusted) lacks.push(lackIn(language, 'clock_untrusted'))
  const isMailSet = house.mail.settings().source !== 'none'
  const paused = house.mail.paused()
  if (isMailSet && paused !== null) {
    lacks.push(lackIn(language, 'mail_paused', { reason: explainFault(language, paused) }))
  }
  if (!isMailSet && document.integrations.some(({ active }) => active)) {
    lacks.push(lackIn(language, 'mail_not_configured'))
  }
  return lacks
}

/** A change made by hand in `venue.json` that is not in force: where it is wrong, and why. */
function refusedEdit(
  { line, path, reason }: NonNullable<ReturnType<House['book']['refusal']>>,
  language: Language,
): Lack {
  const place = line === null ? '' : say(language, 'overview.lack.venue_refused.line', { line })
  const key = `problem.field.${reason}`
  return lackIn(language, 'venue_refused', { place, path, reason: hasWord(key) ? say(language, key) : reason })
}
