import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { describeVenue } from '../../agent/test/venue/describe-venue.ts'
import { startEscpos } from '../../agent/test/venue/escpos.ts'
import { wholeMachine } from '../../agent/test/venue/machines.ts'
import { hosts } from '../../agent/test/venue/plan.ts'
import { admin, runAgent } from '../../agent/test/venue/run-agent.ts'
import { startPrinterSnmp } from '../../agent/test/venue/snmp-agent.ts'
import { openVenue, type Venue } from '../../agent/test/venue/venue.ts'
import { axeFaults } from './axe.ts'
import { complaintsOf } from './browser.ts'

const url = 'http://127.0.0.1:7373'

/** A browser on the agent's own machine in the venue. */
async function browserIn(venue: Venue): Promise<Page> {
  const program = join(venue.folder, 'chromium')
  writeFileSync(program, `#!/bin/sh\nexec ip netns exec ${venue.space('agent')} /usr/bin/chromium "$@"\n`)
  chmodSync(program, 0o755)
  const browser = await chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  onTestFinished(() => browser.close())
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1024, height: 768 } })
  return context.newPage()
}

describeVenue('what is new on the network, on the dashboard', 180_000, () => {
  it('an installer looks for devices, watches one, ignores another, and sees by what each is recognised', async () => {
    const venue = await openVenue()
    onTestFinished(() => venue.close())
    await Promise.all([startEscpos(venue, 'printer1'), startPrinterSnmp(venue, 'printer2')])
    const agent = await runAgent(venue, wholeMachine)
    onTestFinished(() => agent.stop())
    const page = await browserIn(venue)
    const complaints = complaintsOf(page)
    await page.goto(`${url}/login`)
    await page.getByLabel('Username, email or phone').fill(admin.username)
    await page.getByLabel('Password', { exact: true }).fill(admin.password)
    await page.getByRole('button', { name: 'Enter' }).click()
    await page.getByRole('heading', { name: 'Devices' }).waitFor()

    await page.goto(`${url}/devices`)
    const look = page.getByRole('button', { name: 'Look for devices' })
    await look.waitFor({ timeout: 60_000 })
    await look.click()
    await look.waitFor({ timeout: 60_000 })
    const row = (host: keyof typeof hosts) => page.locator('[data-candidate]', { hasText: hosts[host].address })
    await expect.poll(() => row('printer2').textContent(), { timeout: 30_000 }).toContain('Brother HL-L2350DW')
    expect(await axeFaults(page)).toEqual([])

    await row('printer2').getByRole('button', { name: 'Watch it' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Office printer')
    await dialog.getByLabel('Place').fill('Office')
    await dialog.getByRole('button', { name: 'Watch it' }).click()
    await page.getByRole('link', { name: 'Office printer' }).waitFor()
    await row('ipad2').getByRole('button', { name: 'Ignore' }).click()
    await expect.poll(() => row('ipad2').count()).toBe(0)

    await page.getByRole('link', { name: 'Office printer' }).click()
    await page.locator('[data-badge=up]').waitFor({ timeout: 60_000 })
    await page.getByRole('tab', { name: 'Identity' }).click()
    await page.getByRole('tabpanel').getByRole('cell', { name: 'E78098C0N123456', exact: true }).waitFor()
    await page.getByText('Recognised for sure, also at another address').waitFor()
    expect(complaints).toEqual([])
  })
})
