import type { LiveChatSettings } from '@sereno/shared/channel.ts'
import type { Language } from '@sereno/shared/field.ts'

/** A live chat as its form holds it. */
export interface LiveChatDraft {
  name: string
  color: string
  greeting: string
  awayText: string
  language: Language | ''
  /** One on each line. */
  origins: string
  /** `null`: as the venue is open. */
  days: { day: number; from: string; to: string }[] | null
}

export const draftOfChat = (name: string, settings: LiveChatSettings): LiveChatDraft => ({
  name,
  color: settings.color,
  greeting: settings.greeting,
  awayText: settings.awayText,
  language: settings.language ?? '',
  origins: settings.origins.join('\n'),
  days: settings.hours?.days.map((span) => ({ ...span })) ?? null,
})

/** What the form says, whole; its holidays are not in the form, and stay. */
export function patchOfChat(draft: LiveChatDraft, before: LiveChatSettings) {
  const days = (draft.days ?? []).toSorted((one, other) => one.day - other.day || one.from.localeCompare(other.from))
  const settings = {
    color: draft.color,
    greeting: draft.greeting.trim(),
    awayText: draft.awayText.trim(),
    language: draft.language === '' ? null : draft.language,
    origins: draft.origins.split(/[\s,]+/u).filter((one) => one !== ''),
    hours: draft.days === null ? null : { days, holidays: before.hours?.holidays ?? [] },
  }
  return { name: draft.name.trim(), settings }
}
