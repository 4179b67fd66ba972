import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readLifeTime, storageWear } from './card-wear.ts'
import { networkCards } from './cards.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'sereno-cards-'))

function put(at: string, files: Record<string, string>): void {
  mkdirSync(at, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), `${text}\n`)
}

const address = (name: string, cidr: string) => ({
  [name]: [
    { address: cidr.split('/')[0] ?? '', cidr, mac: 'b8:27:eb:00:00:01', netmask: '', family: 'IPv4', internal: false },
  ] as NonNullable<ReturnType<typeof import('node:os').networkInterfaces>[string]>,
})

test('cards are told with their addresses, their speed and whether a cable is in', async () => {
  const root = folder()
  put(join(root, 'eth9'), { operstate: 'up', address: 'b8:27:eb:00:00:01', speed: '1000' })
  put(join(root, 'wlan9', 'phy80211'), {})
  put(join(root, 'wlan9', 'device'), {})
  put(join(root, 'ifb9'), { operstate: 'down', address: 'b8:27:eb:00:00:03' })
  put(join(root, 'wlan9'), { operstate: 'down', address: 'b8:27:eb:00:00:02', speed: '-1' })
  const cards = await networkCards(root, { ...address('eth9', '192.168.1.7/24'), wlan9: [], ifb9: [] })
  expect(cards.filter(({ name }) => name.endsWith('9'))).toEqual([
    {
      name: 'eth9',
      kind: 'wired',
      up: true,
      mac: 'b8:27:eb:00:00:01',
      addresses: ['192.168.1.7/24'],
      speedMbit: 1000,
    },
    { name: 'wlan9', kind: 'wifi', up: false, mac: 'b8:27:eb:00:00:02', addresses: [], speedMbit: null },
  ])
})

test('a card of which the kernel tells nothing is up where it has an address', async () => {
  const cards = await networkCards('/none', address('eth9', '10.0.0.2/8'))
  expect(cards.find(({ name }) => name === 'eth9')).toMatchObject({ up: true, mac: 'b8:27:eb:00:00:01' })
})

test('loopback, containers and tunnels are no cards of the venue', async () => {
  const cards = await networkCards('/none', { ...address('lo', '127.0.0.1/8'), ...address('docker0', '172.17.0.1/16') })
  expect(cards.filter(({ name }) => name === 'lo' || name === 'docker0')).toEqual([])
})

test.each([
  ['0x01 0x01', 10],
  ['0x02 0x05', 50],
  ['0x0b 0x01', 100],
  ['0x00 0x00', null],
  ['', null],
  ['nonsense', null],
])('a controller that says "%s" means %s per cent', (text, percent) => {
  expect(readLifeTime(text)).toBe(percent)
})

test('the wear is that of the most worn memory, and unknown where nobody tells', async () => {
  const root = folder()
  put(join(root, 'mmcblk0', 'device'), { life_time: '0x01 0x03' })
  put(join(root, 'mmcblk1', 'device'), {})
  put(join(root, 'sda', 'device'), { life_time: '0x09 0x09' })
  expect(await storageWear(root)).toBe(30)
  expect(await storageWear('/none')).toBeNull()
})
