import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type EscposFake, escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { ask } from './browser.ts'
import { catchablePage, ready } from './hostile.ts'
import { openHouse } from './house.ts'
import { addPrinter, paperOutStatus } from './kiosk-pad.ts'

const house = openHouse()

/** What a device may call itself, by the harmless name under which it was added; a person may type no more than 60. */
const names: Record<string, string> = {
  'Device one': '<img src=/x onerror="window.ran=1"><script>window.ran=1</script><b>bold</b>',
  'Device two': '👨‍👩‍👧‍👦🖨️🇪🇸'.repeat(12),
  'Device three': 'Kitchenprinterwithoutanyblank'.repeat(7).slice(0, 200),
  'Device four': 'طابعة المطبخ مكتب الاستقبال الرئيسي',
  'Device five': '\u202Egnp.retnirp\u202C \u2066x\u2069 \u200Fabc',
  'Device six': '{name} {{1+1}} \'"`;--</bdi></script>',
  'Device seven': 'Z\u0335\u0322\u0321a\u0336\u0321l\u0337g\u0334o'.repeat(12),
}
const ids: string[] = []
let paths: string[] = []

/** All are out of paper: what is wrong stands in the largest letters. */
let printers: EscposFake[] = []
beforeAll(async () => {
  for (const [index, name] of Object.keys(names).entries()) {
    const address = `127.0.0.${11 + index}`
    const printer = await escposPrinter({ address, status: paperOutStatus })
    printers = [...printers, printer]
    ids.push((await addPrinter(house.page, name, `Place ${name}`, printer, address)).id)
  }
  paths = ['/', '/devices', ...ids.map((id) => `/devices/${id}`), '/activity', '/report', '/system/discovery']
  const open = async () => {
    const { items } = await ask<{ items: unknown[] }>(house.page, 'GET', '/api/v1/incidents?open=true')
    return items.length
  }
  await vi.waitFor(async () => expect(await open()).toBe(ids.length), { timeout: 40_000, interval: 500 })
}, 60_000)
afterAll(async () => {
  await Promise.all(printers.map((printer) => printer.close()))
})

/** The agent's answers, with every name as its device might say it: no name that a person may type is that long. */
async function rename(route: Route): Promise<void> {
  const response = await route.fetch()
  let text = await response.text()
  for (const [plain, hostile] of Object.entries(names)) {
    text = text.replaceAll(plain, JSON.stringify(hostile).slice(1, -1))
  }
  await route.fulfill({ response, body: text })
}

async function hostilePage() {
  const caught = await catchablePage(house)
  const { page } = caught
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  page.on('dialog', (dialog) => void dialog.dismiss())
  await page.route(/\/api\/v1\/(?!events)/u, rename)
  return { ...caught, asked }
}

/** What juts out of the page, or out of the box that should hold it. */
const jutting = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const over = document.documentElement.scrollWidth - innerWidth
    if (over <= 0) return []
    const wide = [...document.querySelectorAll('main *')].filter(
      (one) => one.getBoundingClientRect().right > innerWidth + 1,
    )
    return [`${over} px`, ...wide.slice(-3).map((one) => one.outerHTML.slice(0, 200))]
  })

describe('devices with hostile names', () => {
  it('are shown as they are called on every page, run nothing, ask for nothing, and fit at 320 px', async () => {
    const { page, complaints, asked, close } = await hostilePage()
    for (const path of paths) {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(house.agent.url + path)
      await ready(page)
      expect(await jutting(page), `${path} at 1280 px`).toEqual([])
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await jutting(page), `${path} at 320 px`).toEqual([])
      expect(await page.evaluate(() => Reflect.get(window, 'ran')), path).toBeUndefined()
    }
    for (const path of ['/', '/devices', '/activity']) {
      await page.goto(house.agent.url + path)
      await ready(page)
      const missing = async () => {
        const text = await page.locator('main').innerText()
        return Object.values(names).filter((name) => !text.includes(name))
      }
      await expect.poll(missing, { message: path, timeout: 10_000 }).toEqual([])
    }
    expect(asked).not.toContain('/x')
    expect(complaints()).toEqual([])
    await close()
  })

  it('are found by the search, and fit into it, the dialogs and the help at 320 px', async () => {
    const { page, complaints, close } = await hostilePage()
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(house.agent.url)
    await ready(page)
    await page.getByRole('button', { name: 'Help', exact: true }).first().click()
    await page.getByRole('dialog').waitFor()
    expect(await jutting(page), 'help').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('kitchenprinter')
    await page
      .getByRole('option', { name: /^Kitchenprinter/u })
      .first()
      .waitFor()
    expect(await jutting(page), 'search').toEqual([])
    await page.keyboard.press('Escape')
    for (const tab of ['history', 'identity', 'settings', 'notes']) {
      await page.goto(`${house.agent.url}/devices/${ids[2]}?tab=${tab}`)
      await ready(page)
      expect(await jutting(page), tab).toEqual([])
    }
    expect(complaints()).toEqual([])
    await close()
  })

  it('leave the kiosk as it is: its sentence in sight, no scrolling sideways', async () => {
    const { page, complaints, close } = await hostilePage()
    await page.setViewportSize({ width: 1024, height: 768 })
    await page.goto(`${house.agent.url}/kiosk`)
    await page.locator('[data-sentence]', { hasText: 'out of paper' }).waitFor()
    expect(await jutting(page)).toEqual([])
    expect(complaints()).toEqual([])
    await close()
  })
})
