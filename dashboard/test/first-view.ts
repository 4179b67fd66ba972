import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'

const pictures = join(import.meta.dirname, '../../artifacts/first-view')
/** A phone and an iPad both ways, which are touched, and a computer. */
const sizes = [
  { width: 390, height: 844, isTouched: true },
  { width: 768, height: 1024, isTouched: true },
  { width: 1024, height: 768, isTouched: true },
  { width: 1280, height: 800, isTouched: false },
] as const

/** What the page says with each of its parts (`data-says`): part of its text, or that it has some. */
export type Said = Record<string, string | RegExp>

/** The overview as someone has it open on a phone, on an iPad and on a computer. */
export interface Screens {
  /**
   * Waits until the overview says this, then finds all of it in the first view: inside the window, on one screen, and
   * with nothing on top of it. Keeps a picture of each.
   */
  show(situation: string, says: Said): Promise<void>
}

/** Opens the overview by touch and by mouse; `enter` signs each in. */
export async function openScreens(
  browser: Browser,
  url: string,
  enter: (page: Page) => Promise<unknown>,
): Promise<Screens> {
  mkdirSync(pictures, { recursive: true })
  const open = async (isTouched: boolean) => {
    const context = await browser.newContext({
      locale: 'en-GB',
      timezoneId: 'Europe/Madrid',
      hasTouch: isTouched,
      isMobile: isTouched,
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await enter(page)
    await page.goto(url)
    await page.locator('[data-verdict]').waitFor()
    return page
  }
  const byTouch = await open(true)
  const byMouse = await open(false)
  return {
    async show(situation, says) {
      for (const { isTouched, ...size } of sizes) {
        const page = isTouched ? byTouch : byMouse
        await page.setViewportSize(size)
        await page.evaluate(() => window.scrollTo(0, 0))
        await waitUntil(page, says)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          await page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' })
          // Colours are painted with the next frame but one.
          await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
          const name = `${situation}-${size.width}x${size.height}-${colorScheme}`
          await page.screenshot({ animations: 'disabled', path: join(pictures, `${name}.png`) })
          if (colorScheme === 'light') expect(await outOfSight(page, Object.keys(says)), name).toEqual([])
        }
      }
    },
  }
}

const first = (page: Page, part: string) => page.locator(`[data-says=${part}]`).first()

async function waitUntil(page: Page, says: Said): Promise<void> {
  for (const [part, text] of Object.entries(says)) {
    await first(page, part).filter({ hasText: text }).waitFor({ timeout: 60_000 })
  }
}

/** Which parts are not wholly inside the window, or have something on top of them. */
const outOfSight = (page: Page, parts: readonly string[]): Promise<string[]> =>
  page.evaluate((wanted) => {
    const faults: string[] = []
    for (const part of wanted) {
      const element = document.querySelector(`[data-says=${part}]`)
      if (element === null) throw new Error(`nothing says ${part}`)
      const { top, bottom, left, right } = element.getBoundingClientRect()
      if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth) {
        faults.push(`${part}: ${Math.round(top)} to ${Math.round(bottom)} of ${innerHeight}`)
      }
      const points = [
        [left + 2, top + 2],
        [right - 2, bottom - 2],
        [(left + right) / 2, (top + bottom) / 2],
      ] as const
      for (const [x, y] of points) {
        const hit = document.elementFromPoint(x, y)
        if (hit !== null && !element.contains(hit) && !hit.contains(element)) {
          faults.push(`${part}: under ${hit.outerHTML.slice(0, 80)}`)
        }
      }
    }
    return faults
  }, parts)
