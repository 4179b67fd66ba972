import { beforeAll, expect, it } from 'vitest'
import { complaintsOf } from './browser.ts'
import { writeHistory } from './history.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let ids: string[] = []

beforeAll(async () => {
  ids = await writeHistory(house.agent, house.page)
}, 120_000)

it('answer times are one sentence for who listens, and a cursor reads each bucket by keys and by finger', async () => {
  const page = await house.context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${house.agent.url}/devices/${ids[0]}`)
  const cursor = page.getByRole('slider', { name: 'Cursor in the answer times' })
  await cursor.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  const reading = await cursor.getAttribute('aria-valuetext')
  expect(reading).toMatch(/^.*\d\d:\d\d–\d\d:\d\d usually [\d.]+ ms, quick [\d.]+ ms, slow [\d.]+ ms$/u)
  expect(await page.getByText(reading ?? '', { exact: true }).isVisible()).toBe(true)
  await page.keyboard.press('Home')
  expect(await cursor.getAttribute('aria-valuenow')).toBe('0')
  const box = await cursor.boundingBox()
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 10)
  expect(Number(await cursor.getAttribute('aria-valuenow'))).toBeGreaterThan(40)
  await page.getByRole('img', { name: /^Answers usually took/u }).waitFor()
  expect(complaints).toEqual([])
  await page.close()
}, 60_000)

it('a bar is one rectangle for neighbours that are equal, and half as many slots on a phone', async () => {
  const page = await house.context.newPage()
  await page.goto(`${house.agent.url}/report?range=yesterday`)
  const bar = page.locator(`[data-device="${ids[9]}"] [data-bar]`)
  await bar.waitFor()
  expect(await bar.locator('rect').count()).toBe(1)
  expect(await bar.locator('rect').getAttribute('fill')).toBe('url(#pattern-ok)')
  expect(await page.locator('#pattern-ok').count()).toBe(1)
  const troubled = page.locator(`[data-device="${ids[1]}"] [data-bar] rect[fill="url(#pattern-offline)"]`)
  const widths = () =>
    troubled
      .first()
      .getAttribute('width')
      .then((width) => Number.parseFloat(width ?? ''))
  const wide = await widths()
  await page.setViewportSize({ width: 390, height: 844 })
  // A pair in which one slot is Offline is Offline: at worst one slot more at either end.
  await page.waitForFunction(() => matchMedia('(max-width: 639px)').matches)
  expect(await widths()).toBeGreaterThanOrEqual(wide)
  expect(((await widths()) / 100) * 48).toBeCloseTo(Math.round(((await widths()) / 100) * 48), 3)
  await page.close()
}, 60_000)

it('a bar grows with what was not watched as well: nothing green where nobody looked', async () => {
  const page = await house.context.newPage()
  await page.goto(`${house.agent.url}/report?range=7d`)
  const bar = page.locator(`[data-device="${ids[9]}"] [role=img]`)
  await bar.waitFor()
  expect(await bar.getAttribute('aria-label')).toMatch(/not known \d+ days?/u)
  await page.close()
}, 60_000)

it('both charts of a device share one axis of time, on a phone, too', async () => {
  const page = await house.context.newPage()
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await page.goto(`${house.agent.url}/devices/${ids[0]}`)
    const times = page.getByRole('slider', { name: 'Cursor in the answer times' })
    await times.waitFor()
    const edges = async (slider: typeof times) => {
      const box = await slider.boundingBox()
      return [box?.x, box?.width].map((pixels) => Math.round(pixels ?? 0))
    }
    expect(await edges(page.locator('[data-bar] [role=slider]'))).toEqual(await edges(times))
    const bar = page.locator('[data-bar] rect')
    const shares = await bar.evaluateAll((all) => all.map((one) => Number.parseFloat(one.getAttribute('width') ?? '')))
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(100, 3)
    // The same hours stand below both.
    const marks = page.locator('section[aria-labelledby=past] figure > div:last-of-type')
    expect(await marks.nth(0).innerText()).toBe(await marks.nth(1).innerText())
  }
  await page.close()
}, 60_000)
