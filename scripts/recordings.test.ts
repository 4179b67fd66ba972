import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ipp } from '../agent/src/probes/ipp.ts'
import { snmp } from '../agent/src/probes/snmp.ts'
import { type Managed, snmpAgent } from '../agent/test/fakes/snmp-agent.ts'
import { readSnmprec } from '../agent/test/fakes/snmprec.ts'
import { compare } from './recordings/compare.ts'
import { type Conclusion, conclude } from './recordings/conclude.ts'
import { serveIpp } from './recordings/serve-ipp.ts'
import { root } from './run.ts'

const folder = process.env.SERENO_RECORDINGS ?? join(root, '../shared/data')
const walks = globSync('snmprec/**/*.snmprec', { cwd: folder }).toSorted()
const responses = globSync('ipp/*.bin', { cwd: folder }).toSorted()
const signal = new AbortController().signal
const closing: (() => Promise<void>)[] = []
afterAll(() => Promise.all(closing.map((close) => close())))

interface Recorded {
  conclusion: Conclusion
  objects: Record<string, Managed>
}

async function look(walk: string): Promise<Recorded> {
  const name = walk.replace(/^snmprec\/(.*)\.snmprec$/u, '$1')
  const objects = readSnmprec(readFileSync(join(folder, walk), 'latin1'))
  const agent = await snmpAgent({ objects })
  closing.push(agent.close)
  const target = { address: '127.0.0.1', timeoutMs: 10_000, options: snmp.options.parse({ port: agent.port }) }
  const [seen] = await snmp.look([target], signal)
  if (!seen) throw new Error('no sighting')
  return { conclusion: conclude(name, 'snmp', seen, Date.parse('2026-11-21T10:00:00Z')), objects }
}

/** Whether a recording itself shows a fault that stops a printer: a bit, a status down or a critical alert. */
function showsFault(objects: Record<string, Managed>): boolean {
  return Object.entries(objects).some(([oid, value]) => {
    if (oid.startsWith('1.3.6.1.2.1.25.3.2.1.5.')) return value === 5
    if (oid.startsWith('1.3.6.1.2.1.43.18.1.1.2.')) return value === 3
    if (!oid.startsWith('1.3.6.1.2.1.25.3.5.1.2.') || !Buffer.isBuffer(value)) return false
    return ((value[0] ?? 0) & 0x5e) !== 0 || ((value[1] ?? 0) & 0x08) !== 0
  })
}

if (walks.length + responses.length === 0) {
  test('recordings of real devices are left out where their folder is missing', () => {
    process.stdout.write(`Left out: there are no recordings in ${folder}; SERENO_RECORDINGS names another folder.\n`)
    expect(existsSync(join(folder, 'snmprec'))).toBe(false)
  })
} else {
  describe('recordings of real devices', async () => {
    const all = await Promise.all(walks.map(look))

    test.each(all)('$conclusion.recording is of its kind, and fails only where it was recorded failing', (recorded) => {
      const { conclusion, objects } = recorded
      const isProjector = String(objects['1.3.6.1.2.1.1.1.0'] ?? '').includes('Projector')
      const isPrinter = conclusion.recording.startsWith('printers/') && !isProjector
      if (conclusion.recording.includes('/')) expect(conclusion.type === 'printer').toBe(isPrinter)
      expect(conclusion.contact).toBe('answered')
      expect(conclusion.code).toBeNull()
      const fails = conclusion.conditions.filter(({ kind }) => kind !== 'notice')
      expect(fails.length > 0).toBe(showsFault(objects))
    })

    test.each(all)('$conclusion.recording has the type and serial number that LibreNMS reads', ({ conclusion }) => {
      const file = join(folder, 'snmprec/expected', `${basename(conclusion.recording)}.json`)
      const differences = compare(file, conclusion) ?? []
      // Some switch gives its MAC for one.
      expect(differences.filter((one) => /^(?:type|serial): (?!.*\bMAC\b)/u.test(one))).toEqual([])
    })
  })

  test.each(responses)('%s over IPP makes no Fail, and an error no device', async (file) => {
    const served = await serveIpp(readFileSync(join(folder, file)))
    closing.push(served.close)
    const options = ipp.options.parse({ port: served.port })
    const [seen] = await ipp.look([{ address: '127.0.0.1', timeoutMs: 10_000, options }], signal)
    if (!seen) throw new Error('no sighting')
    const { conditions, type } = conclude(file, 'ipp', seen, Date.parse('2026-11-21T10:00:00Z'))
    expect(conditions.filter(({ kind }) => kind === 'Fail')).toEqual([])
    expect(type === 'printer').toBe(seen.facts.length > 0)
  })
}
