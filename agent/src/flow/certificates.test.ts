import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { HeldClock } from '../../test/fakes/house.ts'
import { keptLog } from '../../test/fakes/kept-log.ts'
import { liveIn, madeAt } from '../../test/fakes/lived-in.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import type { Condition } from '../judge/types.ts'
import { applyRestore, openStage, stageRestore } from '../store/backup/restore.ts'
import { makeBackup } from '../store/backup/shelf.ts'
import { openSealer } from '../store/sealed.ts'
import type { Store } from '../store/types.ts'
import type { Pair } from '../trust/pair.ts'
import type { Reach } from '../trust/reach.ts'
import { Certificates } from './certificates.ts'

const day = 86_400_000
const bar: Reach = { hosts: ['bar-pi.local'], addresses: ['192.168.1.20'], subnets: ['192.168.1.0/24'] }

let folder: string
let clock: HeldClock
let reach: Reach
let isTrusted: boolean
let believed: readonly Condition[]
let served: Pair[]
let store: Store | null

beforeEach(() => {
  folder = ownFolder()
  clock = new HeldClock()
  reach = structuredClone(bar)
  isTrusted = true
  believed = []
  served = []
  store = null
})

/** A run of the agent on the folder, after the one before has ended. */
async function run(): Promise<Certificates> {
  await store?.close()
  store = await ownStore(folder)
  const certificates = new Certificates({
    clock,
    log: keptLog(),
    store,
    sealer: openSealer(folder),
    trouble: {
      set: async (_, conditions) => {
        believed = conditions
      },
    },
    reach: () => reach,
    clockTrusted: async () => isTrusted,
  })
  await certificates.start((leaf) => void served.push(leaf))
  await certificates.stop()
  return certificates
}

const authorityOf = (certificates: Certificates) => certificates.view().authority?.fingerprint
const lastServed = () => new X509Certificate(served.at(-1)?.certificate ?? '')

describe('the certificate of the box', () => {
  test('is made at the first start, and is the same after the next', async () => {
    const first = await run()
    expect(first.view()).toMatchObject({
      state: 'ready',
      authority: {
        name: expect.stringMatching(/^Sereno bar-pi\.local [0-9A-F]{4}$/u),
        hosts: bar.hosts,
        subnets: bar.subnets,
      },
      certificate: { names: ['bar-pi.local', '192.168.1.20'], until: '2027-12-23T12:00:00.000Z' },
      uncovered: [],
    })
    const second = await run()
    expect(second.view()).toEqual(first.view())
    expect(served.map(({ certificate }) => certificate.toString('hex'))[0]).toBe(served[1]?.certificate.toString('hex'))
  })

  test('waits for a clock that can be trusted', async () => {
    isTrusted = false
    clock.at = 0
    const certificates = await run()
    expect([certificates.view().state, served.length]).toEqual(['waiting_clock', 0])
    clock.at = Date.parse('2026-11-23T10:00:00Z')
    isTrusted = true
    await certificates.look()
    expect([certificates.view().state, lastServed().validFrom]).toEqual(['ready', 'Nov 22 10:00:00 2026 GMT'])
  })

  test('is renewed by itself when a third of its life is left, under the same authority', async () => {
    const certificates = await run()
    const authority = authorityOf(certificates)
    clock.at += 260 * day
    await certificates.look()
    expect(served.length).toBe(1)
    clock.at += 10 * day
    isTrusted = false
    await certificates.look()
    expect([served.length, certificates.view().state]).toEqual([1, 'ready'])
    isTrusted = true
    await certificates.look()
    expect([served.length, authorityOf(certificates)]).toEqual([2, authority])
    expect(Date.parse(lastServed().validTo)).toBe(clock.at + 397 * day)
    expect(lastServed().checkIssued(new X509Certificate((await certificates.give()) ?? ''))).toBe(true)
  })

  test('is renewed where the clock was ahead when it was made', async () => {
    clock.at += 300 * day
    const certificates = await run()
    clock.at -= 300 * day
    await certificates.look()
    expect([served.length, Date.parse(lastServed().validFrom)]).toEqual([2, clock.at - day])
  })

  test('follows a new address in the same subnet, and leaves out what the authority does not cover', async () => {
    const certificates = await run()
    await certificates.give()
    const authority = authorityOf(certificates)
    reach.addresses = ['192.168.1.33', '10.0.0.4']
    reach.subnets = ['10.0.0.0/24', '192.168.1.0/24']
    await certificates.look()
    expect(certificates.view()).toMatchObject({
      certificate: { names: ['bar-pi.local', '192.168.1.33'] },
      uncovered: ['10.0.0.4'],
    })
    expect(authorityOf(certificates)).toBe(authority)
    reach = { hosts: ['other.local'], addresses: ['10.0.0.4'], subnets: ['10.0.0.0/24'] }
    await certificates.look()
    expect([certificates.view().state, authorityOf(certificates)]).toEqual(['uncovered', authority])
  })
})

describe('the authority', () => {
  test('follows the box while no device can trust it yet, and never afterwards unless a person asks', async () => {
    const certificates = await run()
    const first = authorityOf(certificates)
    reach = { hosts: ['bar-pi.local'], addresses: ['10.0.0.4'], subnets: ['10.0.0.0/24'] }
    await certificates.look()
    const second = authorityOf(certificates)
    expect(second).not.toBe(first)
    await certificates.give()
    reach = structuredClone(bar)
    await certificates.look()
    expect(authorityOf(certificates)).toBe(second)
    expect(await certificates.makeAnew()).toBe(true)
    expect(certificates.view()).toMatchObject({ uncovered: [], authority: { subnets: bar.subnets } })
    expect(authorityOf(certificates)).not.toBe(second)
    expect(authorityOf(await run())).toBe(authorityOf(certificates))
  })

  test('whose key cannot be read is a trouble of the agent, and never makes a new authority', async () => {
    const before = authorityOf(await run())
    const key = readFileSync(join(folder, 'secret.key'))
    for (const damage of ['no key', `${'0'.repeat(64)}\n`]) {
      writeFileSync(join(folder, 'secret.key'), damage)
      const certificates = await run()
      expect(certificates.view()).toMatchObject({ state: 'failed', authority: null })
      expect(believed).toMatchObject([{ cause: 'certificate_failed' }])
      expect(await certificates.give()).toBeNull()
    }
    writeFileSync(join(folder, 'secret.key'), key)
    expect(authorityOf(await run())).toBe(before)
    expect(believed).toEqual([])
  })

  test('comes with a backup to another box, where it stays until a person asks', async () => {
    await liveIn(folder)
    const before = await run()
    await before.give()
    await store?.close()
    const { name } = await makeBackup({ folder, version: '1.2.3', now: madeAt, reason: 'manual' })
    const archive = join(folder, 'backups', name)
    folder = ownFolder()
    await run()
    await store?.close()
    const stage = await openStage(folder)
    await copyFile(archive, join(stage, 'archive.zip'))
    await stageRestore(folder, stage, join(stage, 'archive.zip'))
    expect(await applyRestore(folder)).toBe('applied')
    reach = { hosts: ['new-pi.local', 'bar-pi.local'], addresses: ['192.168.1.50'], subnets: ['192.168.1.0/24'] }
    const after = await run()
    expect(authorityOf(after)).toBe(authorityOf(before))
    expect(after.view()).toMatchObject({
      certificate: { names: ['bar-pi.local', '192.168.1.50'] },
      uncovered: ['new-pi.local'],
    })
  })

  test('stands nowhere in the clear', async () => {
    await run()
    const [pair] = served
    const secret = Buffer.from(pair?.key.replaceAll(/-----.*-----|\n/gu, '') ?? '', 'base64')
    const kept = JSON.stringify(await store?.keep.all(''))
    expect(kept).not.toContain('PRIVATE KEY')
    expect(kept).not.toContain(secret.subarray(-60, -20).toString('base64'))
  })
})
