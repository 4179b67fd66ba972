import type { Language } from '@sereno/shared/field.ts'
import { lackIn } from '@sereno/shared/lack.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { plainFault } from '@sereno/shared/mail-fault.ts'
import type { Lack } from '@sereno/shared/overview.ts'
import type { Refusal } from '../../store/types.ts'
import { unusableProbes } from '../devices/unusable-probes.ts'
import type { House } from '../house.ts'
import { fieldWords } from '../issue-words.ts'
import { machineHealth } from './machine-health.ts'

/** A page has room for so many of one sort; mending one shows the next. */
const mostProbes = 3

/** What the agent is missing: tools and rights of its machine, a sound disk and clock, settings that are in force. */
export async function lacksOf(house: House, language: Language): Promise<Lack[]> {
  const document = house.book.read()
  const { storage, isClockTrusted } = await machineHealth(house)
  const lacks = [...house.watch.lacks(language)]
  if (document.account === null) lacks.push(lackIn(language, 'not_set_up'))
  const refusal = house.book.refusal()
  if (refusal !== null) lacks.push(refusedEdit(refusal, language))
  for (const { path, message, issue } of unusableProbes(house).slice(0, mostProbes)) {
    lacks.push(lackIn(language, 'probe_unusable', { path, reason: fieldWords(language, message, issue) }))
  }
  if (!storage.ok) lacks.push(lackIn(language, storage.reason === 'failed' ? 'disk_failed' : storage.reason))
  const { damaged } = house.store
  if (damaged !== null) lacks.push(lackIn(language, 'database_damaged', { file: damaged.file }))
  if (!isClockTrusted) lacks.push(lackIn(language, 'clock_untrusted'))
  const isMailSet = house.mail.settings().source !== 'none'
  const paused = house.mail.paused()
  if (isMailSet && paused !== null) {
    lacks.push(lackIn(language, 'mail_paused', { reason: plainFault(language, paused) }))
  }
  if (!isMailSet && document.integrations.some(({ active }) => active)) {
    lacks.push(lackIn(language, 'mail_not_configured'))
  }
  return lacks
}

/** A change made by hand in `venue.json` that is not in force: where it is wrong, and why. */
function refusedEdit({ line, path, reason, issue }: Refusal, language: Language): Lack {
  const inLine = line === null ? '' : say(language, 'overview.lack.venue_refused.line', { line })
  const place = path === '' ? inLine : `${inLine} (${path})`
  return lackIn(language, 'venue_refused', { place, reason: fieldWords(language, reason, issue) })
}
