import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type EscposFake, type EscposFakeOptions, escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { served } from '../../agent/test/fakes/served.ts'
import { addPerson, tokenOf } from '../../agent/test/fakes/set-up.ts'
import { root } from '../run.ts'

interface Ended {
  exit: number | null
  out: string
  err: string
}

/** Runs the command as a technician does, in a folder of its own. */
function diagnose(args: string[], environment: Record<string, string> = {}, stopAfter?: RegExp): Promise<Ended> {
  const folder = newFolder()
  const child = spawn(process.execPath, [join(root, 'scripts/diagnose.ts'), ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      SERENO_SUBNETS: 'none',
      LANG: 'C',
      ...environment,
    },
  })
  const ended: Ended = { exit: null, out: '', err: '' }
  child.stdout.on('data', (text) => {
    ended.out += text
  })
  child.stderr.on('data', (text) => {
    ended.err += text
    if (stopAfter?.test(ended.err)) child.kill('SIGINT')
  })
  return new Promise((over) => child.on('close', (exit) => over({ ...ended, exit })))
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sereno-diagnose-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function printer(options: EscposFakeOptions): Promise<EscposFake> {
  const fake = await escposPrinter(options)
  onTestFinished(() => fake.close())
  return fake
}

const well = { 1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12 }
const noPaper = { 1: 0x1a, 2: 0x32, 3: 0x12, 4: 0x72 }
const asked = (fake: EscposFake) => ['127.0.0.1', '--probe', 'escpos', '--port', String(fake.port)]

describe('diagnose without an agent', () => {
  test('finds a printer well, says so, and ends with 0', async () => {
    const { exit, out, err } = await diagnose(asked(await printer({ status: well })))
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toMatch(/\[✓\] escpos\s+answered in/u)
    expect(out).toContain('Nothing wrong with 1 device.')
  })

  test('tells what is wrong and what to do in the language that was asked for, and ends with 3', async () => {
    const fake = await printer({ status: noPaper })
    const { exit, out } = await diagnose([...asked(fake), '--lang', 'es'])
    expect(exit).toBe(3)
    expect(out).toMatch(/FAIL\s+Sin papel \(paper_out\)/u)
    expect(out).toContain('Qué hacer: Pon un rollo nuevo')
    expect([...fake.received()].filter((_, at) => at % 3 === 0).every((byte) => byte === 0x10)).toBe(true)
  })

  test('prints one JSON document and no colours, with facts, verdict and advice', async () => {
    const fake = await printer({ status: noPaper })
    const { out } = await diagnose([...asked(fake), '--json'], { FORCE_COLOR: '1' })
    const report = JSON.parse(out)
    expect(report).toMatchObject({ lookedFrom: 'here', url: null })
    expect(report.subjects[0]).toMatchObject({
      address: '127.0.0.1',
      state: 'down',
      looks: [{ probe: 'escpos', contact: 'answered', facts: { escpos: { paperEnd: true } } }],
      verdict: [{ kind: 'Fail', cause: 'paper_out' }],
    })
    expect(out).not.toContain('\u001B')
  })

  test('looks at the devices of a venue.json, whose own ports it knows', async () => {
    const fake = await printer({ status: noPaper })
    const file = join(newFolder(), 'venue.json')
    const probe = {
      id: 'p',
      type: 'escpos',
      everySeconds: 20,
      timeoutMs: 1000,
      attempts: 1,
      options: { port: fake.port },
    }
    const device = { id: 'd', name: 'Kitchen', type: 'printer', address: '127.0.0.1', probes: [probe] }
    const rest = { version: 1, account: null, venue: { name: 'Bar Pepe' }, integrations: [], mail: null }
    writeFileSync(file, JSON.stringify({ ...rest, devices: [device] }))
    const { exit, out } = await diagnose(['--config', file, '--json'])
    expect(exit).toBe(3)
    expect(JSON.parse(out)).toMatchObject({ venue: 'Bar Pepe', subjects: [{ name: 'Kitchen', state: 'down' }] })
  })

  test('never asks 9100 for a status where nobody said that it is a printer', async () => {
    const fake = await printer({ status: well })
    await diagnose(['127.0.0.1', '--probe', 'tcp', '--port', String(fake.port)])
    expect(fake.received()).toHaveLength(0)
  })

  test.each([
    ['an unknown flag', ['--bogus'], /E_USAGE .*--help/u],
    ['no address', ['not..an..address'], /E_USAGE .*not\.\.an\.\.address/u],
    ['a probe that there is not', ['127.0.0.1', '--probe', 'telepathy'], /E_USAGE .*telepathy.*icmp/u],
    ['a type that there is not', ['127.0.0.1', '--type', 'toaster'], /E_USAGE .*toaster.*printer/u],
    ['a port that is none', ['127.0.0.1', '--port', '70000'], /E_USAGE .*70000/u],
    ['a time that is none', ['127.0.0.1', '--timeout', 'soon'], /E_USAGE .*soon/u],
    ['a subnet that is none', ['--subnet', '127.0.0.0/40'], /E_USAGE .*127\.0\.0\.0\/40/u],
    ['a config that is not there', ['--config', 'nowhere.json'], /E_USAGE .*nowhere\.json.*ENOENT/u],
    ['two outputs at once', ['127.0.0.1', '--json', '--jsonl'], /E_USAGE/u],
    ['nothing to look at', [], /E_USAGE/u],
  ])('%s ends with 2 and says what to do', async (_, args, said) => {
    const { exit, out, err } = await diagnose(args)
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err).toMatch(said)
    expect(err).toContain('->')
  })

  test('a name that leads nowhere is no silent device: it ends with 6', async () => {
    const { exit, out, err } = await diagnose(['printer.invalid', '--type', 'printer'])
    expect({ exit, out }).toEqual({ exit: 6, out: '' })
    expect(err).toMatch(/E_NAME .*printer\.invalid.*->/u)
  })

  test('names the port of a printer that refuses, and puts what it need not have last', async () => {
    const { out } = await diagnose(['127.0.0.99', '--type', 'printer'])
    expect(out).toContain('(port 9100)')
    expect(out.indexOf('[✓] icmp')).toBeLessThan(out.indexOf('[·] snmp'))
  })

  test('gives up after the time that it was given, and ends with 7', async () => {
    const fake = await printer({ isMute: true })
    const { exit, err } = await diagnose([...asked(fake), '--timeout', '200ms'])
    expect({ exit, err }).toEqual({ exit: 7, err: expect.stringMatching(/^E_TIMEOUT .*0\.2 s/u) })
  })

  test('shows its help with examples, and its version', async () => {
    const help = await diagnose(['--help', '--lang', 'ca'])
    expect(help.exit).toBe(0)
    expect(help.out).toMatch(/Exemples:[\s\S]*--json[\s\S]*130/u)
    expect((await diagnose(['-V'])).out).toMatch(/^sereno \d+\.\d+\.\d+\n$/u)
  })
})

describe('diagnose with an agent', () => {
  async function agent() {
    const { house, host } = await served()
    const userId = await addPerson(house, 'technician')
    await house.book.change((draft) => {
      const where = { id: 'one', name: 'Kitchen printer', type: 'printer' as const, place: '', address: '192.0.2.50' }
      draft.devices = [{ ...where, mac: null, inService: true, parentId: null, probes: [], role: null }]
    })
    const file = join(newFolder(), 'token')
    writeFileSync(file, `${await tokenOf(house, userId, ['status:read', 'activity:read', 'devices:write'])}\n`)
    return { house, args: ['--url', `http://${host}`, '--token-file', file], userId }
  }

  test('lets it look, and tells what it says', async () => {
    const { args, house } = await agent()
    const { exit, out, err } = await diagnose(['kitchen PRINTER', ...args, '--json'])
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(house.watch.checks).toEqual(['one'])
    expect(JSON.parse(out)).toMatchObject({ lookedFrom: 'agent', subjects: [{ name: 'Kitchen printer' }] })
  })

  test('a device that it has not ends with 6', async () => {
    const { args } = await agent()
    expect(await diagnose(['Terrace', ...args])).toMatchObject({ exit: 6, err: expect.stringContaining('Terrace') })
  })

  test('without a token, or with one that may too little, it ends with 5', async () => {
    const { args, house, userId } = await agent()
    expect(await diagnose(args.slice(0, 2))).toMatchObject({ exit: 5, err: expect.stringContaining('E_SIGN_IN') })
    const file = join(newFolder(), 'token')
    writeFileSync(file, await tokenOf(house, userId, ['status:read']))
    const lesser = await diagnose([...args.slice(0, 2), '--token-file', file])
    expect(lesser).toMatchObject({ exit: 5, err: expect.stringContaining('devices:write') })
  })

  test('where none answers it ends with 4', async () => {
    const { exit, err } = await diagnose(['--url', 'http://127.0.0.1:9'])
    expect({ exit, err }).toEqual({ exit: 4, err: expect.stringMatching(/E_AGENT .*127\.0\.0\.1:9/u) })
  })
})
