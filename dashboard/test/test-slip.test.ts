import { afterAll, expect, it } from 'vitest'
import { type EscposFake, type EscposFakeOptions, escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
const printers: EscposFake[] = []
afterAll(() => Promise.all(printers.map((printer) => printer.close())))

async function addPrinter(name: string, status: NonNullable<EscposFakeOptions['status']>) {
  const address = `127.0.0.${printers.length + 1}`
  const printer = await escposPrinter({ address, status, others: 'reset' })
  printers.push(printer)
  const probes = [{ type: 'escpos', everySeconds: 5, options: { port: printer.port } }]
  const made = { name, type: 'printer', place: 'Kitchen', address, probes }
  const { id } = await ask<{ id: string }>(house.page, 'POST', '/api/v1/devices', made)
  return { id, printer }
}

it('prints a slip after asking, once, and says so', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  const { id, printer } = await addPrinter('Cocina Ñ', { 1: 0x12, 4: 0x12 })
  await page.goto(`${agent.url}/devices/${id}`)
  await page.getByRole('button', { name: 'Print a test slip' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('about 12 cm on Cocina Ñ').waitFor()
  expect(printer.printed()).toHaveLength(0)
  await dialog.getByRole('button', { name: 'Print', exact: true }).click()
  await dialog.getByText('Printed', { exact: true }).waitFor({ timeout: 20_000 })
  const paper = printer.printed()
  expect(paper.includes('Sereno test slip')).toBe(true)
  expect(paper.includes(Buffer.from('Cocina \u001bt\u0010\u00d1', 'latin1'))).toBe(true)
  expect(paper.includes(`/devices/${id}`)).toBe(true)
  expect(paper.toString('latin1').match(/Sereno test slip/gu)).toHaveLength(1)
  expect(printer.mostAtOnce()).toBe(1)
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  expect(complaints).toEqual([])
}, 60_000)

it('prints nothing without paper, and says that there is none', async () => {
  const { page, agent } = house
  const empty = await addPrinter('Bar', { 1: 0x1a, 2: 0x32 })
  await page.goto(`${agent.url}/devices/${empty.id}`)
  await page.getByRole('button', { name: 'Print a test slip' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Print', exact: true }).click()
  await dialog.getByText('Not printed', { exact: true }).waitFor({ timeout: 20_000 })
  await dialog.getByText('Out of paper').waitFor()
  expect(empty.printer.printed()).toHaveLength(0)
}, 60_000)
