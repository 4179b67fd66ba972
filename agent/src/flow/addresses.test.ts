import { beforeEach, describe, expect, test } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { type HeldBelt, holdBelt } from '../../test/fakes/held-belt.ts'
import { PretendNetwork, pretendDevice } from '../../test/fakes/pretend-network.ts'

const home = '10.9.0.50'
const epson = '00:26:ab:12:34:56'
const star = '00:11:62:00:00:23'
const pad = '92:3e:11:00:00:31'
const printer = pretendDevice('bar', home, {}, ['icmp', 'escpos'])

let clock: HandClock
let network: PretendNetwork
beforeEach(() => {
  clock = new HandClock('2026-11-21T10:00:00.000Z')
  network = new PretendNetwork(clock)
})

/** A venue whose printer has answered, so that it is known by its MAC. */
async function known(more: Parameters<typeof holdBelt>[0] = {}): Promise<HeldBelt> {
  network.holders.set(home, [epson])
  const belt = await holdBelt({ clock, network, looksAround: true, ...more })
  await belt.set([printer])
  await belt.pass(30_000)
  expect(belt.running.identities.of('bar').map(({ value }) => value)).toEqual([epson])
  return belt
}
/** The printer answers at that address and at no other. */
function at(address: string | null) {
  for (const [one, macs] of network.holders) if (macs.includes(epson)) network.holders.delete(one)
  if (address !== null) network.holders.set(address, [epson])
  if (address === home) network.silent.delete(home)
  else network.silent.add(home)
}
const looksOf = (type: string) => network.looks.filter((look) => look === `${type} ${home}`).length

describe('a printer that moved', () => {
  test('is one entry with where to, found while the further attempts run; it ends when the address answers again', async () => {
    const belt = await known()
    at('10.9.0.73')
    await belt.pass(20_000)
    expect(await belt.story()).toEqual(['ip_moved bar …'])
    const [entry] = await belt.entries()
    expect(entry?.detail).toMatchObject({ from: home, to: '10.9.0.73', mac: epson })
    expect(belt.running.identities.foundAt('bar')?.address).toBe('10.9.0.73')
    at(home)
    await belt.pass(20_000)
    expect(await belt.story()).toEqual(['ip_moved bar'])
    expect(belt.running.identities.foundAt('bar')?.address).toBe(home)
  })

  test('is found also where raw ARP had heard it at its address since the last check', async () => {
    const belt = await known()
    await belt.set([{ ...printer, probes: printer.probes.map((probe) => ({ ...probe, everySeconds: 600 })) }])
    await belt.pass(120_000)
    at('10.9.0.73')
    await belt.during(belt.running.watch.checkNow('bar'))
    expect(await belt.story()).toEqual(['ip_moved bar …'])
  })

  test('keeps its one entry where it was off first: the cause changes, on the disk and at once', async () => {
    const belt = await known()
    at(null)
    await belt.pass(20_000)
    const [first] = await belt.entries()
    expect(first?.cause).toBe('no_answer')
    at('10.9.0.73')
    await belt.pass(75_000)
    const after = await belt.entries()
    expect(after).toMatchObject([
      { id: first?.id, at: first?.at, cause: 'ip_moved', rule: 'K2.ip_moved', kind: 'Offline' },
    ])
    at(home)
    await belt.pass(20_000)
    expect(await belt.story()).toEqual(['ip_moved bar'])
  })

  test('is known after a restart too, by what was kept of it', async () => {
    const belt = await known()
    await belt.stop()
    at('10.9.0.73')
    const again = await holdBelt({ clock, network, folder: belt.folder, looksAround: true })
    await again.pass(20_000)
    expect(await again.story()).toEqual(['ip_moved bar …'])
  })

  test('ends when a person gives the device the address where it is', async () => {
    const belt = await known()
    at('10.9.0.73')
    await belt.pass(20_000)
    await belt.set([{ ...printer, address: '10.9.0.73' }])
    await belt.pass(20_000)
    expect(await belt.story()).toEqual(['ip_moved bar'])
  })

  test('is not looked for where the agent may not look around', async () => {
    const belt = await known({ looksAround: false })
    at('10.9.0.73')
    await belt.pass(20_000)
    expect(await belt.story()).toEqual(['no_answer bar …'])
    expect(network.sweeps).toBe(0)
  })

  test('is looked for once a minute, and after ten minutes every ten; ten silent printers share one sweep', async () => {
    const printers = Array.from({ length: 10 }, (_, n) => pretendDevice(`p${n}`, `10.9.0.${100 + n}`))
    for (const [n, one] of printers.entries()) network.holders.set(one.address ?? '', [`00:26:ab:00:01:0${n}`])
    const belt = await holdBelt({ clock, network, looksAround: true })
    await belt.set(printers)
    await belt.pass(30_000)
    for (const one of printers) {
      network.holders.delete(one.address ?? '')
      network.silent.add(one.address ?? '')
    }
    await belt.pass(30_000)
    expect(network.sweeps).toBeLessThanOrEqual(2)
    await belt.pass(600_000)
    const after = network.sweeps
    expect(after).toBeLessThanOrEqual(24)
    await belt.pass(1_800_000)
    expect(network.sweeps - after).toBeLessThanOrEqual(8)
  })
})

describe('an address that another device took', () => {
  test('is one entry that names it; meanwhile no printer’s question is sent there, and nothing is learnt', async () => {
    const belt = await known()
    await belt.set([printer, pretendDevice('till', '10.9.0.31', { type: 'ipad' }, ['ios'])])
    network.holders.set('10.9.0.31', [pad])
    await belt.pass(30_000)
    network.holders.set(home, [pad])
    await belt.pass(15_000)
    expect(await belt.story()).toEqual(['ip_taken bar …'])
    expect((await belt.entries())[0]?.detail).toMatchObject({ holderMac: pad, holderName: 'till', address: home })
    const before = looksOf('escpos')
    await belt.pass(120_000)
    expect(looksOf('escpos')).toBe(before)
    expect(belt.running.identities.of('bar').map(({ value }) => value)).toEqual([epson])
    network.holders.set(home, [epson])
    await belt.pass(30_000)
    expect(await belt.story()).toEqual(['ip_taken bar'])
    expect(looksOf('escpos')).toBeGreaterThan(before)
  })

  test('is found by the next check also while nothing else answers there than ARP', async () => {
    const belt = await known()
    network.silent.add(home)
    network.holders.set(home, [star])
    await belt.pass(20_000)
    expect(await belt.story()).toEqual(['ip_taken bar …'])
  })

  test('is none of an iPad, which changes its MAC, nor of a device that a person put where another is', async () => {
    const belt = await known()
    const till = pretendDevice('till', '10.9.0.31', { type: 'ipad' }, ['ios'])
    network.holders.set('10.9.0.31', [pad])
    await belt.set([printer, till])
    await belt.pass(30_000)
    network.holders.set('10.9.0.31', ['a6:00:00:00:00:01'])
    network.holders.set('10.9.0.80', [star])
    await belt.set([{ ...printer, address: '10.9.0.80' }, till])
    await belt.pass(30_000)
    expect(await belt.story()).toEqual([])
    expect(belt.running.identities.of('bar').map(({ value }) => value)).toEqual([star])
  })

  test('is none where one MAC answers for many: a repeater tells nobody apart', async () => {
    const belt = await known()
    for (const n of [60, 61, 62, 63]) network.holders.set(`10.9.0.${n}`, [star])
    network.holders.set(home, [star])
    await belt.pass(60_000)
    expect(await belt.story()).toEqual([])
    expect(belt.running.identities.of('bar').map(({ value }) => value)).toEqual([epson])
  })
})

describe('two devices at one address', () => {
  test('are found by raw ARP within the round, though the table shows only one, and end when one is left', async () => {
    const belt = await known()
    network.holders.set(home, [epson, star])
    await belt.pass(120_000)
    expect(await belt.story()).toEqual(['ip_conflict bar …'])
    expect((await belt.entries())[0]?.detail).toMatchObject({ macs: [epson, star] })
    network.holders.set(home, [epson])
    await belt.pass(60_000)
    expect(await belt.story()).toEqual(['ip_conflict bar'])
  })

  test('are found at once where the table shows the other', async () => {
    const belt = await known()
    network.holders.set(home, [star, epson])
    await belt.pass(15_000)
    expect(await belt.story()).toEqual(['ip_conflict bar …'])
  })

  test('are not told where raw ARP may not be used: the one of the table is', async () => {
    network.arpings = null
    const belt = await known()
    network.holders.set(home, [star, epson])
    await belt.pass(15_000)
    expect(await belt.story()).toEqual(['ip_taken bar …'])
  })

  test('are asked for one address at a time: forty devices each within ten minutes', async () => {
    const many = Array.from({ length: 40 }, (_, n) => pretendDevice(`d${n}`, `10.9.0.${100 + n}`))
    const belt = await holdBelt({ clock, network })
    await belt.set(many)
    for (let passed = 0; passed < 600_000; passed += 15_000) {
      const before = network.arpings?.length ?? 0
      await belt.pass(15_000)
      expect((network.arpings?.length ?? 0) - before).toBeLessThanOrEqual(1)
    }
    await belt.pass(15_000)
    expect(new Set(network.arpings).size).toBe(40)
  })
})

test('a device that is found by name at another address is a notice, and no entry', async () => {
  network.names.set('bar.lan', home)
  network.holders.set(home, [epson])
  const belt = await holdBelt({ clock, network })
  await belt.set([{ ...printer, address: 'bar.lan' }])
  await belt.pass(30_000)
  network.names.set('bar.lan', '10.9.0.73')
  network.holders.delete(home)
  network.holders.set('10.9.0.73', [epson])
  await belt.pass(30_000)
  expect(await belt.story()).toEqual([])
  const { items } = await belt.store.journal.notices({ limit: 10 })
  expect(items.map(({ cause, detail }) => [cause, detail.from, detail.to])).toEqual([['ip_changed', home, '10.9.0.73']])
})
