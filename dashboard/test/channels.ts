import type { Page } from 'playwright-core'
import { ask } from './browser.ts'

/** The live chat that every venue begins with; its id. */
export async function firstChannel(page: Page): Promise<string> {
  const { items } = await ask<{ items: { id: string }[] }>(page, 'GET', '/api/v1/channels')
  return items[0]?.id ?? ''
}
