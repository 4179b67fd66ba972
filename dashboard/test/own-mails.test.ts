import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OutboxItem } from '../../agent/src/store/outbox-types.ts'
import { openBrowser } from './browser.ts'
import { faultsOf } from './mail-looks.ts'

// What the box mails by itself, seen on a phone and on a desk, by day and by night, in four languages.

const kinds = ['notice_box', 'notice_mail', 'notice_backup', 'messages_waiting', 'news', 'weekly', 'product'] as const
const script = fileURLToPath(new URL('../../agent/test/fakes/own-mails-process.ts', import.meta.url))

let browser: Browser
let mails: OutboxItem[]

beforeAll(async () => {
  browser = await openBrowser()
  const printed = execFileSync(process.execPath, [script], { encoding: 'utf8', maxBuffer: 32 * 1024 * 1024 })
  mails = JSON.parse(printed) as OutboxItem[]
}, 60_000)
afterAll(() => browser.close())

it.each([
  ['en', 'light'],
  ['es', 'dark'],
  ['ca', 'light'],
  ['ru', 'dark'],
] as const)(
  'can be read on a phone and on a desk in %s, in the %s, and runs nothing',
  async (language, scheme) => {
    const page = await (await browser.newContext()).newPage()
    const dialogs: string[] = []
    page.on('dialog', (dialog) => dialogs.push(dialog.message()))
    for (const kind of kinds) {
      const mail = mails.find(({ to, messageId }) => to.startsWith(`${language}@`) && messageId.includes(`.${kind}@`))
      expect(mail?.subject, kind).not.toMatch(/undefined|\{/u)
      expect(await faultsOf(page, mail?.html ?? '', scheme, `${kind}-${language}`), kind).toEqual([])
      expect(mail?.text, kind).toContain('http://sereno.local:7373/')
    }
    expect(dialogs).toEqual([])
    await page.context().close()
  },
  120_000,
)
