import type { Language } from '@sereno/shared/field.ts'
import type { Integration } from '@sereno/shared/integration.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import { typedAddresses } from './address-list.ts'

/** The form of Error Follow Up as it stands. */
export interface FollowUpDraft {
  active: boolean
  name: string
  test: boolean
  /** As typed: several, with commas, semicolons, blanks or line feeds between them. */
  emails: string
  minimumErrors: number | null
  kinds: Kind[]
  sendAt: string
  language: Language
  /** Of those who read another one, by address in lower case. */
  languages: Record<string, Language>
  includeRecovered: boolean
  attachCsv: boolean
  weeklyAlive: boolean
  /** Monday is 1. */
  quietDays: number[]
}

/** The fields that can be wrong, in their order on the page. */
export const followUpFields = ['name', 'emails', 'minimumErrors', 'kinds', 'sendAt', 'quietDays'] as const
export type FollowUpField = (typeof followUpFields)[number]
/** Those of the part that is closed at first. */
export const advancedFields: readonly FollowUpField[] = ['sendAt', 'quietDays']

/** What is wrong with a field: the end of a key in the group `follow_up`. */
export type FollowUpFault =
  | 'name_missing'
  | 'name_taken'
  | 'email_missing'
  | 'email_wrong'
  | 'email_many'
  | 'minimum_range'
  | 'kind_missing'
  | 'time_missing'
  | 'no_day_left'

const maxEmails = 50
const allKinds: readonly Kind[] = ['Error', 'Fail', 'Offline', 'Retry']

/** What the fields begin with: an integration, or what is usual. */
export const draftOf = (from: Integration | null, usual: { email: string; language: Language }): FollowUpDraft => ({
  active: from?.active ?? true,
  name: from?.name ?? '',
  test: from?.test ?? false,
  emails: from?.emails.join(', ') ?? usual.email,
  minimumErrors: from?.minimumErrors ?? 1,
  kinds: from?.kinds ?? [...allKinds],
  sendAt: from?.sendAt ?? '07:00',
  language: from?.language ?? usual.language,
  languages: { ...from?.languages },
  includeRecovered: from?.includeRecovered ?? true,
  attachCsv: from?.attachCsv ?? false,
  weeklyAlive: from?.weeklyAlive ?? false,
  quietDays: [...(from?.quietDays ?? [])],
})

/** Whether something stands in the closed part that is not as usual. */
export function isUnusual(draft: FollowUpDraft, usual: { email: string; language: Language }): boolean {
  const plain = draftOf(null, usual)
  const keys = ['sendAt', 'language', 'includeRecovered', 'attachCsv', 'weeklyAlive'] as const
  const others = Object.values(draft.languages).some((language) => language !== draft.language)
  return others || draft.quietDays.length > 0 || keys.some((key) => draft[key] !== plain[key])
}

/** What the agent would refuse, said before it is asked; it has the last word. */
export function faultsOf(
  draft: FollowUpDraft,
  otherNames: readonly string[],
): Partial<Record<FollowUpField, FollowUpFault>> {
  const name = draft.name.trim().toLowerCase()
  const emails = typedAddresses(draft.emails)
  const { minimumErrors } = draft
  const faults: Partial<Record<FollowUpField, FollowUpFault>> = {}
  if (name === '') faults.name = 'name_missing'
  else if (otherNames.some((other) => other.toLowerCase() === name)) faults.name = 'name_taken'
  if (emails.length === 0) faults.emails = 'email_missing'
  else if (emails.length > maxEmails) faults.emails = 'email_many'
  else if (emails.some(({ plausible }) => !plausible)) faults.emails = 'email_wrong'
  if (!Number.isInteger(minimumErrors) || Number(minimumErrors) < 1 || Number(minimumErrors) > 9999) {
    faults.minimumErrors = 'minimum_range'
  }
  if (draft.kinds.length === 0) faults.kinds = 'kind_missing'
  if (!/^\d{2}:\d{2}$/u.test(draft.sendAt)) faults.sendAt = 'time_missing'
  if (new Set(draft.quietDays).size >= 7) faults.quietDays = 'no_day_left'
  return faults
}

/** The languages of those who still stand in the field and read another than the others. */
function languagesOf({ emails, language, languages }: FollowUpDraft): Record<string, Language> {
  const chosen = typedAddresses(emails).flatMap(({ text }): [string, Language][] => {
    const own = languages[text.toLowerCase()]
    return own === undefined || own === language ? [] : [[text.toLowerCase(), own]]
  })
  return Object.fromEntries(chosen)
}

/** The draft as the agent takes it. */
export const bodyOf = (draft: FollowUpDraft) => ({
  active: draft.active,
  name: draft.name.trim(),
  test: draft.test,
  emails: typedAddresses(draft.emails).map(({ text }) => text),
  minimumErrors: draft.minimumErrors ?? 1,
  kinds: allKinds.filter((kind) => draft.kinds.includes(kind)),
  sendAt: draft.sendAt,
  language: draft.language,
  languages: languagesOf(draft),
  includeRecovered: draft.includeRecovered,
  attachCsv: draft.attachCsv,
  weeklyAlive: draft.weeklyAlive,
  quietDays: draft.quietDays.toSorted((one, other) => one - other),
})

/** A name for a copy that nobody has yet. */
export function copyName(name: string, taken: readonly string[], word: (name: string, n: number) => string): string {
  const lower = new Set(taken.map((other) => other.toLowerCase()))
  for (let n = 1; ; n += 1) {
    const copy = word(name.slice(0, 40), n).slice(0, 60)
    if (!lower.has(copy.toLowerCase())) return copy
  }
}
