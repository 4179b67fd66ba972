import { join } from 'node:path'
import { escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { startAgent } from './agent.ts'
import { ask, english, openBrowser, setUp } from './browser.ts'
import { listener } from './listener.ts'
import { visitor } from './visitor.ts'

// Makes the pictures of README and docs: `node dashboard/test/pictures.ts`. A real agent, printers on loopback, a real browser.

const docs = join(import.meta.dirname, '../../docs')
const well = { 1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12 }
const paperOut = { 1: 0x1a, 2: 0x32, 3: 0x12, 4: 0x7e }

const kitchen = await escposPrinter({ address: '127.0.0.2', status: paperOut })
const bar = await escposPrinter({ address: '127.0.0.3', status: well })
const pad = await listener()
const agent = await startAgent()
const browser = await openBrowser()
const page = await (await english(browser)).newPage()
await setUp(page, agent)

const escpos = (port: number) => [{ type: 'escpos', everySeconds: 5, options: { port } }]
const devices = [
  { name: 'Kitchen printer', type: 'printer', place: 'Kitchen', address: '127.0.0.2', probes: escpos(kitchen.port) },
  { name: 'Bar printer', type: 'printer', place: 'Bar', address: '127.0.0.3', probes: escpos(bar.port) },
  {
    name: 'iPad terrace',
    type: 'ipad',
    place: 'Terrace',
    address: '127.0.0.4',
    probes: [{ type: 'ios', everySeconds: 5, options: { port: pad.port } }],
  },
  {
    name: 'Router',
    type: 'router',
    place: 'Office',
    address: '127.0.0.1',
    probes: [{ type: 'icmp', everySeconds: 5 }],
  },
]
for (const device of devices) await ask(page, 'POST', '/api/v1/devices', device)
await page.getByText('Out of paper').first().waitFor()
await page.setViewportSize({ width: 1280, height: 800 })
await page.reload()
await page.getByText('Out of paper').first().waitFor()
await page.getByText('OK', { exact: true }).nth(2).waitFor()
await page.screenshot({ path: join(docs, 'overview.png') })
await page.getByRole('link', { name: 'Kitchen printer' }).first().click()
await page.waitForURL('**/devices/*')
await page.locator('[data-bar]').first().waitFor()
await page.screenshot({ path: join(docs, 'device.png') })
await page.emulateMedia({ colorScheme: 'dark' })
await page.setViewportSize({ width: 1024, height: 768 })
await page.goto(`${agent.url}/kiosk`)
await page.getByRole('button', { name: /check again/u }).waitFor()
await page.screenshot({ path: join(docs, 'kiosk.png') })

const guest = await visitor(agent.url, 'Lucía', 'Hello! We ordered ten minutes ago. Did it reach the kitchen?')
await page.emulateMedia({ colorScheme: 'light' })
await page.setViewportSize({ width: 1280, height: 800 })
await page.goto(`${agent.url}/console`)
await page.getByText('Lucía').first().click()
const box = page.getByRole('textbox', { name: 'Send message' })
await box.fill('It did not, sorry: the kitchen printer has no paper. We write it down and bring it.')
await page.getByRole('button', { name: 'Send message' }).click()
await guest.seeAll()
await page.getByText('seen').first().waitFor()
await page.screenshot({ path: join(docs, 'console.png') })

await browser.close()
await agent.stop()
await Promise.all([kitchen.close(), bar.close(), pad.close()])
