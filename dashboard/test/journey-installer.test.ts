import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startAnnouncedPrinter } from '../../agent/test/venue/announced-printer.ts'
import { describeVenue } from '../../agent/test/venue/describe-venue.ts'
import { startEscpos } from '../../agent/test/venue/escpos.ts'
import { hosts, mailServer } from '../../agent/test/venue/plan.ts'
import { startDns, startMail, startWeb } from '../../agent/test/venue/servers.ts'
import { openVenue, type Venue } from '../../agent/test/venue/venue.ts'
import { axeFaults } from './axe.ts'
import { complaintsOf, person } from './browser.ts'

const code = 'STICKER1'
const url = 'http://10.77.0.10:7373'
/** What the issue allows an installer to type. */
const mostFields = 12

/** The agent as it comes out of its box: nobody has set it up. */
async function startFresh(venue: Venue): Promise<void> {
  const agent = venue.start('agent', process.execPath, [join(import.meta.dirname, '../../agent/dist/main.js')], {
    SERENO_DATA: join(venue.folder, 'data'),
    SERENO_PORT: '7373',
    SERENO_SETUP_CODE: code,
    SERENO_LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  })
  await agent.line(/Sereno .*: open http/u, 30_000)
}

/** The installer's iPad, in the venue's network. */
async function openIpad(venue: Venue): Promise<Page> {
  const program = join(venue.folder, 'chromium')
  writeFileSync(program, `#!/bin/sh\nexec ip netns exec ${venue.space('ipad2')} /usr/bin/chromium "$@"\n`)
  chmodSync(program, 0o755)
  const browser = await chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  onTestFinished(() => browser.close())
  const viewport = { width: 768, height: 1024 }
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Madrid', hasTouch: true, viewport })
  return context.newPage()
}

describeVenue('an installer on a ladder', 240_000, () => {
  it('goes from the sticker to a watched venue with a test mail received, and types no more than twelve fields', async () => {
    const venue = await openVenue()
    onTestFinished(() => venue.close())
    const [kitchen, , mail] = await Promise.all([
      startEscpos(venue, 'printer1'),
      startAnnouncedPrinter(venue, 'printer3', 'Bar printer'),
      startMail(venue),
      startDns(venue),
      startWeb(venue, 'ipad1', 62_078),
    ])
    await startFresh(venue)
    const page = await openIpad(venue)
    const complaints = complaintsOf(page)
    let typed = 0
    const type = async (label: string | RegExp, text: string, within = page.locator('main')) => {
      await within.getByLabel(label, { exact: true }).fill(text)
      typed += 1
    }
    const go = (name: string | RegExp) => page.getByRole('button', { name }).click()
    const at = (step: string) => page.locator(`[data-step=${step}]`).waitFor()
    const began = performance.now()

    await page.goto(`${url}/setup#${code}`)
    await at('language')
    await go('Next')
    await at('you')
    await type('Full name', person.fullName)
    await type('Email', person.email)
    await type('Password', person.password)
    await go('Create account')
    await at('venue')
    await type('Name of the venue', person.company)
    await page.getByText('10.77.0.0/24').waitFor()
    await go('12:00–24:00')
    await go('Save and continue')

    await at('devices')
    const row = (host: keyof typeof hosts) => page.locator(`[data-row="${hosts[host].address}"]`)
    await row('printer1').getByText('Seiko Epson').first().waitFor({ timeout: 60_000 })
    await row('printer1').getByText('answers on port').waitFor({ timeout: 60_000 })
    await row('printer3').getByText('Canon').first().waitFor({ timeout: 60_000 })
    await row('ipad1').getByText('runs what every iPad').waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Look again' }).waitFor({ timeout: 60_000 })
    expect(await axeFaults(page)).toEqual([])
    await type('Name', 'Kitchen printer', row('printer1'))
    await row('printer1').getByRole('button', { name: 'Kitchen', exact: true }).click()
    await type('Name', 'Terrace iPad', row('ipad1'))
    await row('ipad1').getByRole('button', { name: 'Terrace', exact: true }).click()
    await row('printer1')
      .getByRole('button', { name: /^Print test/u })
      .click()
    await page.getByRole('dialog').getByRole('button', { name: 'Print test' }).click()
    await row('printer1').getByText('The printer took the slip').waitFor({ timeout: 60_000 })
    expect(Buffer.from(kitchen.received()).toString('latin1')).toContain('Kitchen printer')
    await go(/^Watch \d+ devices and continue$/u)

    await at('mail')
    await go('Another server')
    await type('Mail server (SMTP)', mailServer.name)
    await type('Port', String(mailServer.port))
    await page.getByLabel('Encryption').selectOption('auto')
    await go('Send test mail')
    await page.locator('[data-stage=accepted][data-state=done]').waitFor({ timeout: 60_000 })
    await vi.waitFor(() => expect(mail.mails()).toHaveLength(1), { timeout: 10_000 })
    expect(mail.mails()[0]).toContain(`To: ${person.email}`)
    await go('Save and continue')

    await at('done')
    await page.getByRole('heading', { name: 'Bar Pepe is being watched' }).waitFor()
    await page.getByText(`${url}/kiosk`).waitFor()
    await page.locator('[data-sheet]').waitFor({ state: 'attached' })
    expect(await page.getByText('Still missing').count()).toBe(0)
    const sheet = await page.locator('[data-sheet]').textContent()
    for (const word of ['Kitchen printer', 'Terrace iPad', person.company, 'accepted by the server']) {
      expect(sheet).toContain(word)
    }
    console.info(`set-up: ${typed} fields typed, ${Math.round((performance.now() - began) / 1000)} s`)
    expect(typed).toBeLessThanOrEqual(mostFields)
    await page.getByRole('link', { name: 'To the overview' }).click()
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    expect(await page.locator('[data-setup-card]').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
