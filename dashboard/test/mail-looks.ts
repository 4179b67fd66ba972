import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { axeFaults } from './axe.ts'

const pictures = join(import.meta.dirname, '../../artifacts/mails')
const widths = { phone: 360, desk: 900 } as const

/** Shows it as a mail program does, and gives what is wrong with what is seen. */
export async function faultsOf(
  page: Page,
  html: string,
  colorScheme: 'light' | 'dark',
  picture: string,
): Promise<string[]> {
  mkdirSync(pictures, { recursive: true })
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.emulateMedia({ colorScheme })
  const faults: string[] = []
  for (const [name, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height: 800 })
    await page.setContent(html)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (over > 0) faults.push(`${name}: ${over} px too wide`)
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
        .filter((element) => element.getBoundingClientRect().height > 0)
        .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 12)
        .map((element) => element.textContent),
    )
    faults.push(...small.map((text) => `${name}: too small: ${text}`))
    // A mail has no landmarks and, within a mail program, no main heading of its own.
    const without = ['region', 'landmark-one-main', 'page-has-heading-one', 'heading-order']
    faults.push(...(await axeFaults(page, { without })).map((fault) => `${name} ${fault}`))
    await page.screenshot({ path: join(pictures, `${picture}-${name}-${colorScheme}.png`), fullPage: true })
  }
  return [...faults, ...asked.filter((url) => /^https?:/u.test(url))]
}
