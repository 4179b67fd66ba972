import { cleanText, type Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { DeviceBrief, Overview } from '@sereno/shared/overview.ts'
import { causeText } from '../../judge/message.ts'
import { localMoment } from './local-moment.ts'
import type { Problem } from './problems.ts'

/** Who a problem of the agent itself belongs to, in every language. */
const itself = 'Sereno'

/** More names than these are a number. */
const maxNames = 5

interface Now {
  now: number
  /** Names of devices that are silent behind the worst problem. */
  behind: readonly string[]
  timezone: string
  language: Language
}

/** What is wrong now, in one sentence. */
export function verdictOf(
  devices: readonly DeviceBrief[],
  problems: readonly Problem[],
  now: Now,
): Overview['verdict'] {
  const { language } = now
  const [worst] = problems
  if (worst !== undefined) {
    const place = devices.find(({ id }) => id === worst.worst.deviceId)?.place ?? ''
    return { level: 'trouble', text: troubleText(worst.worst, problems.length, place, now) }
  }
  const watched = devices.filter(({ state }) => state !== 'paused')
  if (watched.length === 0) return { level: 'empty', text: say(language, 'overview.verdict.empty') }
  const silent = watched.filter(({ state }) => state === 'unknown')
  if (silent.length > 0) {
    const hasBegun = watched.some(({ observedAt }) => observedAt !== null)
    const text = hasBegun
      ? say(language, 'overview.verdict.stale', namesOf(silent, language))
      : say(language, 'overview.verdict.starting')
    return { level: 'unknown', text }
  }
  const strained = watched.filter(({ state }) => state === 'degraded' || state === 'down')
  const text =
    strained.length > 0
      ? say(language, 'overview.verdict.strained', namesOf(strained, language))
      : say(language, 'overview.verdict.well', { n: watched.length })
  return { level: 'well', text }
}

function troubleText(entry: Problem['worst'], n: number, place: string, facts: Now): string {
  const { now, behind, timezone, language } = facts
  const values = {
    n,
    name: withPlace(entry.deviceName ?? itself, place, language),
    cause: inSentence(causeText(language, entry.cause), language),
    since: localMoment(Date.parse(entry.at), now, timezone, language),
  }
  const sentence = say(language, n === 1 ? 'overview.verdict.single' : 'overview.verdict.several', values)
  return behind.length === 0
    ? sentence
    : sentence +
        say(language, 'overview.verdict.behind', {
          names: namesOf(
            behind.map((name) => ({ name })),
            language,
          ).names,
        })
}

/** A device's state can be down without an entry in the log for a moment; then this is the text that hides nothing. */
function namesOf(named: readonly { name: string }[], language: Language): { n: number; names: string } {
  const shown = named.slice(0, maxNames).map(({ name }) => cleanText(name, 60))
  const rest = named.length - shown.length
  if (rest > 0) shown.push(say(language, 'overview.verdict.more', { n: rest }))
  return { n: named.length, names: new Intl.ListFormat(language, { type: 'conjunction' }).format(shown) }
}

/** `Printer 2 (Kitchen)`; a name that says where it is already is left as it is. */
function withPlace(name: string, place: string, language: Language): string {
  const says = (text: string) => text.toLocaleLowerCase(language)
  return place === '' || says(name).includes(says(place)) ? name : `${name} (${place})`
}

/** Small at the beginning, as it stands within a sentence; an abbreviation or a name such as DNS or Wi-Fi stays as it is. */
function inSentence(text: string, language: Language): string {
  const [first = ''] = text
  const isName = /^\S+\p{Lu}/u.test(text)
  return isName ? text : first.toLocaleLowerCase(language) + text.slice(first.length)
}
