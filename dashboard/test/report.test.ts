import { inflateSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { ask, complaintsOf } from './browser.ts'
import { writeHistory } from './history.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let ids: string[] = []

beforeAll(async () => {
  const openingHours = { days: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '09:00', to: '02:00' })), holidays: [] }
  await ask(house.page, 'PATCH', '/api/v1/settings/venue', { name: 'Bar "Pepe"', openingHours })
  ids = await writeHistory(house.agent, house.page)
}, 120_000)

async function report(search: string) {
  const page = await house.context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${house.agent.url}/report${search}`)
  await page.locator('[data-report]').waitFor()
  return { page, complaints }
}

/** The text of a PDF's objects, packed ones unpacked: enough to count its pages. */
function pagesOf(pdf: Buffer): number {
  const text = pdf.toString('latin1')
  const packed = [...text.matchAll(/\/Type \/ObjStm[\s\S]*?stream\r?\n([\s\S]*?)endstream/gu)].map(([, stream = '']) =>
    inflateSync(Buffer.from(stream, 'latin1')).toString('latin1'),
  )
  return [text, ...packed].join('\n').match(/\/Type\s*\/Page\b(?!s)/gu)?.length ?? 0
}

describe('the venue’s report', () => {
  it('says first how the days were, then what each device did, the worst on top', async () => {
    const { page, complaints } = await report('?range=7d')
    expect(await page.locator('[data-verdict]').textContent()).toContain(
      'failures. Longest without service: Bar printer, 1 hr 48 min.',
    )
    const names = await page.locator('[data-device] a').allTextContents()
    expect(names.slice(0, 2)).toEqual(['Bar printer', 'Kitchen printer'])
    expect(names).toHaveLength(10)
    const bar = page.locator(`[data-device="${ids[1]}"] [role=img]`)
    expect(await bar.getAttribute('aria-label')).toMatch(/^Bar printer: Offline \d+ hr.* and OK /u)
    expect(await page.locator('[data-count=Fail]').textContent()).toContain('3 more than before')
    await page.getByText('acknowledged by Ana Pérez').waitFor()
    await page.getByText('New roll, spare ones are in the bar').waitFor()
    expect(complaints).toEqual([])
    await page.close()
  }, 60_000)

  it('keeps its days in the address, and reads them from there', async () => {
    const { page } = await report('')
    await page.getByText('Yesterday', { exact: true }).click()
    await page.waitForURL('**/report?range=yesterday')
    await page.getByText('Other days').click()
    await page.waitForURL('**/report?range=custom&from=*&to=*')
    await page.getByLabel('From', { exact: true }).fill('2026-01-01')
    await page.getByLabel('Until', { exact: true }).fill('2026-01-02')
    await page.waitForURL('**/report?range=custom&from=2026-01-01&to=2026-01-02')
    await page.getByText('Nobody watched in this time').waitFor()
    await page.reload()
    await page.getByText('Nobody watched in this time').waitFor()
    await page.close()
  }, 60_000)

  it('of one day and ten devices fits on two A4 pages, each of which says whose it is', async () => {
    const { page } = await report('?range=yesterday')
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBeLessThanOrEqual(2)
    const rules = await page.evaluate(() =>
      document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)).join(' '),
    )
    expect(rules).toContain('Pepe')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
    await page.close()
  }, 60_000)

  it('gives its tables as files', async () => {
    const { page } = await report('?range=7d')
    await page.getByRole('button', { name: 'Export' }).first().click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV' }).click()
    expect((await download).suggestedFilename()).toMatch(/\.csv$/u)
    await page.close()
  }, 60_000)
})

describe('the heat map', () => {
  it('is moved through by arrow keys, says its worst hour, and counts one kind alone', async () => {
    const { page } = await report('?range=7d')
    const worst = page.locator('figure', { has: page.getByRole('grid') }).locator('figcaption')
    expect(await worst.textContent()).toMatch(/Worst on \w+ from \d\d:00: \d failure/u)
    await page.locator('[data-cell="0 0"]').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe('1 1')
    await page.keyboard.press('End')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe('1 23')
    await page.getByRole('radio', { name: 'Retry' }).check({ force: true })
    await page.getByText('Retry: Worst on').waitFor()
    await page.close()
  }, 60_000)

  it('stands upright on a phone', async () => {
    const { page } = await report('?range=7d')
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('rowheader', { name: '23:00' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await page.close()
  }, 60_000)
})
