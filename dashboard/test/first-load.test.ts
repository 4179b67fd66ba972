import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { ask } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
const paperOut = { 1: 0x1a, 2: 0x32, 3: 0x12, 4: 0x7e }
let close = async () => {}

beforeAll(async () => {
  const printer = await escposPrinter({ address: '127.0.0.2', status: paperOut })
  close = () => printer.close()
  const probes = [{ type: 'escpos', everySeconds: 5, options: { port: printer.port } }]
  const made = { name: 'Printer 2', type: 'printer', place: 'Kitchen', address: '127.0.0.2', probes }
  await ask(house.page, 'POST', '/api/v1/devices', made)
  // It stays open, and with it the event stream that all pages share: so the others have an end of what they load.
  await house.page.goto(house.agent.url)
  await house.page.getByRole('article', { name: 'Printer 2' }).waitFor({ timeout: 30_000 })
}, 60_000)
afterAll(() => close())

/** What a browser on plain HTTP in the LAN gets for a script: compressed by gzip, with all headers. */
async function bytesOf(address: string): Promise<number> {
  const agent = new Agent({ keepAlive: true })
  const [answer] = await once(get(address, { agent, headers: { 'accept-encoding': 'gzip' } }), 'response')
  const { socket } = answer
  await buffer(answer)
  agent.destroy()
  return socket.bytesRead
}

/** The scripts that a page loads until it asks for nothing more; in the LAN nothing is kept for a page without its agent. */
async function scriptsOf(path: string, shown: string): Promise<string[]> {
  const page = await house.context.newPage()
  await page.addInitScript(() => Reflect.defineProperty(window, 'isSecureContext', { value: false }))
  const asked = new Set<string>()
  page.on('request', (request) => {
    if (request.url().endsWith('.js') && request.url().includes('/_astro/')) asked.add(request.url())
  })
  await page.goto(house.agent.url + path)
  await page.locator(shown).first().waitFor({ timeout: 30_000 })
  await page.waitForLoadState('networkidle')
  expect(await page.evaluate(() => isSecureContext)).toBe(false)
  await page.close()
  return [...asked]
}

it.each([
  ['/', '[data-incident]', 60_000],
  ['/devices', '[data-bar]', 60_000],
  ['/activity', '[data-entry]', 61_000],
] as const)(
  'loads %s with a problem open in at most 60 kB of scripts, or little more, their headers counted',
  async (path, shown, most) => {
    const files = await scriptsOf(path, shown)
    const bytes = await Promise.all(files.map(bytesOf))
    const told = files.map((file, index) => `${bytes[index]} ${file}`).join('\n')
    expect(files.length, told).toBeGreaterThan(4)
    expect(
      bytes.reduce((sum, one) => sum + one, 0),
      told,
    ).toBeLessThanOrEqual(most)
  },
  60_000,
)
