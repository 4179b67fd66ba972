import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Trust } from '@sereno/shared/trust.ts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startAgent, type TestAgent } from './agent.ts'
import { complaintsOf, english, forgetSession, openBrowserOf, person, setUp } from './browser.ts'
import { passkeyDevice } from './passkey-device.ts'

const host = 'bar-pi.test'
/** Tests run side by side: none may count on a port. */
const settings = { SERENO_PUBLIC_URL: `http://${host}`, SERENO_TLS_PORT: '0' }

/** A browser of a device on the venue's network; it trusts what was put into its own database, as `certutil` does it. */
async function openDevice(certificate: Buffer | null): Promise<{ browser: Browser; close(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'sereno-device-'))
  if (certificate !== null) {
    const database = join(home, '.pki/nssdb')
    mkdirSync(database, { recursive: true })
    const file = join(home, 'sereno.crt')
    writeFileSync(file, certificate)
    execFileSync('certutil', ['-d', `sql:${database}`, '-N', '--empty-password'])
    execFileSync('certutil', ['-d', `sql:${database}`, '-A', '-t', 'C,,', '-n', 'sereno', '-i', file])
  }
  const browser = await openBrowserOf({ HOME: home }, `--host-resolver-rules=MAP ${host} 127.0.0.1`)
  return {
    browser,
    async close() {
      await browser.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** On the page for it, or on that of an address. */
async function logIn(page: Page, address?: string): Promise<void> {
  if (address !== undefined) await page.goto(`${address}/login`)
  await page.getByLabel(/username/iu).fill(person.username)
  await page.locator('input[type=password]').fill(person.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Devices' }).waitFor()
}

describe('a device in the network', () => {
  let agent: TestAgent
  let stranger: Awaited<ReturnType<typeof openDevice>>
  let friend: Awaited<ReturnType<typeof openDevice>>
  let plain: string
  let trust: Trust

  beforeAll(async () => {
    agent = await startAgent(settings)
    plain = `http://${host}:${new URL(agent.url).port}`
    trust = await (await fetch(`${agent.url}/api/v1/trust`)).json()
    const certificate = Buffer.from(await (await fetch(`${agent.url}/trust/sereno.crt`)).arrayBuffer())
    stranger = await openDevice(null)
    friend = await openDevice(certificate)
    const page = await (await english(stranger.browser)).newPage()
    await setUp(page, agent)
    await page.context().close()
  }, 60_000)
  afterAll(async () => {
    await stranger?.close()
    await friend?.close()
    await agent?.stop()
  }, 30_000)

  it('sees that it does not trust the box yet, and what to do, with the fingerprint to compare', async () => {
    const page = await (await english(stranger.browser)).newPage()
    await page.goto(`${plain}/trust`)
    expect((await page.locator('[data-fingerprint]').innerText()).replaceAll(/\s+/gu, '')).toBe(
      trust.authority?.fingerprint,
    )
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await page.locator('[data-trust="not_yet"]').waitFor()
    await page.getByRole('tab', { name: 'iPhone, iPad' }).click()
    expect(await page.getByRole('link', { name: 'Download the profile' }).getAttribute('href')).toBe(
      '/trust/sereno.mobileconfig',
    )
    const list = page.getByRole('tabpanel')
    expect(await list.innerText()).toContain(`switch “${trust.authority?.name}” on`)
    await list.getByRole('img', { name: 'Certificate Trust Settings' }).waitFor()
    await expect(page.goto(`https://${host}:${trust.port}/`)).rejects.toThrow(/ERR_CERT_AUTHORITY_INVALID/u)
    await page.context().close()
  })

  it('that has the certificate is told so, and goes on over HTTPS, where it keeps its session and the page', async () => {
    const page = await (await english(friend.browser)).newPage()
    const complaints = complaintsOf(page)
    await page.goto(`${plain}/trust`)
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await page.getByRole('link', { name: 'Open encrypted' }).click()
    await page.waitForURL(`https://${host}:${trust.port}/login**`)
    expect(await page.evaluate(() => isSecureContext)).toBe(true)
    await logIn(page)
    const cookies = await page.context().cookies()
    expect(cookies.filter(({ name }) => /session/u.test(name))).toMatchObject([
      { name: '__Host-sereno_session', secure: true, httpOnly: true, sameSite: 'Strict' },
    ])
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await page.reload()
    await page.getByRole('heading', { name: 'Devices' }).waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    expect(complaints).toEqual([])
    await page.goto(`https://${host}:${trust.port}/trust`)
    await page.locator('[data-trust="here"]').waitFor()
    await page.context().close()
  })

  it('makes a passkey over HTTPS for the name of the box, and comes in by it there', async () => {
    const page = await (await english(friend.browser)).newPage()
    const { cdp, authenticatorId } = await passkeyDevice(page)
    const secure = `https://${host}:${trust.port}`
    await logIn(page, secure)
    await page.goto(`${secure}/account/passwords`)
    const card = page.locator('section', { has: page.getByRole('heading', { name: 'Passkeys' }) })
    await card.getByRole('button', { name: 'Add a passkey' }).click()
    await card.getByLabel('Name').fill('Till')
    await card.getByLabel('Your password').fill(person.password)
    await card.getByRole('button', { name: 'Add a passkey' }).click()
    await card.locator('[data-passkey="Till"]').waitFor()
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
    expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: host }])
    await forgetSession(page)
    // This device picks what the browser suggests at once.
    await page.goto(`${secure}/login`)
    await page.getByRole('heading', { name: 'Devices' }).waitFor()
    await page.context().close()
  })

  it('is signed in over plain HTTP and over HTTPS by itself, neither in the way of the other', async () => {
    const page = await (await english(friend.browser)).newPage()
    await logIn(page, plain)
    await page.goto(`${plain}/system`)
    const card = page.locator('[data-https="ready"]')
    await card.getByRole('link', { name: 'Make a device trust the box' }).waitFor()
    // Over HTTPS nobody is signed in by it.
    await page.goto(`https://${host}:${trust.port}/`)
    await page.waitForURL(`https://${host}:${trust.port}/login**`)
    await page.goto(`${plain}/`)
    await page.getByRole('heading', { name: 'Devices' }).waitFor()
    await page.context().close()
  })

  it('trusts the box as before after a power cut', async () => {
    await agent.kill()
    await agent.restart()
    const again: Trust = await (await fetch(`${agent.url}/api/v1/trust`)).json()
    expect(again.authority).toEqual(trust.authority)
    const page = await (await english(friend.browser)).newPage()
    expect((await page.goto(`https://${host}:${again.port}/healthz`))?.status()).toBe(200)
    await page.context().close()
  })

  it('is asked to trust the box anew only once an admin made a new authority, for the new name of the box', async () => {
    const other = 'new-pi.test'
    await agent.kill()
    await agent.restart({ ...settings, SERENO_PUBLIC_URL: `http://${other}` })
    const page = await (await english(stranger.browser)).newPage()
    await logIn(page, agent.url)
    await page.goto(`${agent.url}/system`)
    const card = page.locator('[data-https]')
    await card.getByText(other).waitFor()
    await card.getByRole('button', { name: 'Make a new authority' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new authority' }).click()
    const messages = page.getByRole('region', { name: 'Messages' })
    await messages.getByText('The box has a new certificate authority.').waitFor()
    await expect.poll(() => card.getByText(other).count()).toBe(0)
    const now: Trust = await (await fetch(`${agent.url}/api/v1/trust`)).json()
    expect(now).toMatchObject({ state: 'ready', uncovered: [] })
    expect(now.authority?.hosts).toContain(other)
    expect(now.authority?.fingerprint).not.toBe(trust.authority?.fingerprint)
    await page.context().close()
  })
})
