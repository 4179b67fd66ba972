import type { Notice, NoticeRecord } from '@sereno/shared/activity.ts'
import type { Language } from '@sereno/shared/field.ts'
import { noticeWords } from '../../judge/message.ts'

/** A notice as the API gives it: its words in a language; an ingested text stays as it came. */
export function noticeView({ text, ...record }: NoticeRecord, language: Language): Notice {
  return { ...record, message: noticeWords(language, { ...record, text }) }
}
