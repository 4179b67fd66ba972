import type { Notice } from '@sereno/shared/activity.ts'
import type { Language, Page } from '@sereno/shared/field.ts'
import type { House } from '../house.ts'
import { noticeView } from './notice-view.ts'

export interface NoticeQuery {
  limit: number
  cursor?: string | undefined
  deviceId?: string | undefined
}

/** Harmless facts, newest first. */
export async function listNotices(house: House, query: NoticeQuery, language: Language): Promise<Page<Notice>> {
  const { items, nextCursor } = await house.store.journal.notices(query)
  return { items: items.map((notice) => noticeView(notice, language)), nextCursor }
}
