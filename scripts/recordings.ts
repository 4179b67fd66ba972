import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ipp } from '../agent/src/probes/ipp.ts'
import type { Probe, Sighting } from '../agent/src/probes/probe.ts'
import { snmp } from '../agent/src/probes/snmp.ts'
import { version } from '../agent/src/version.ts'
import { exitCodes } from './cli/exit-codes.ts'
import { askedLanguage, readFlags } from './cli/options.ts'
import { tellFault } from './cli/tell-fault.ts'
import { makeTerminal, wantsColor } from './cli/terminal.ts'
import { wordsIn } from './cli/words.ts'
import { installDebianPackages } from './debian-packages.ts'
import { compare } from './recordings/compare.ts'
import { type Conclusion, conclude } from './recordings/conclude.ts'
import { serveIpp } from './recordings/serve-ipp.ts'
import { serveSnmp } from './recordings/serve-snmp.ts'
import { root } from './run.ts'

// `npm run recordings [-- name…] [--json]`: what Sereno concludes of recorded devices, served over SNMP and IPP on loopback.

interface Shown extends Conclusion {
  /** What LibreNMS reads otherwise; `null`: it says nothing of this recording. */
  differences: string[] | null
}

const say = wordsIn(askedLanguage(process.argv.slice(2), process.env))
const { values, positionals: wanted } = flags()
const folder = process.env.SERENO_RECORDINGS ?? join(root, '../shared/data')
const isWanted = (name: string) => wanted.length === 0 || wanted.some((part) => name.includes(part))
const none = new AbortController().signal

function flags(): ReturnType<typeof readFlags> {
  try {
    return readFlags(process.argv.slice(2), {})
  } catch (fault) {
    const terminal = makeTerminal({ quiet: false, color: wantsColor(process.env, process.stdout.isTTY === true) })
    process.exit(tellFault(fault, terminal, say))
  }
}

async function main(): Promise<number> {
  if (values.help === true || values.version === true) {
    process.stdout.write(`${values.help === true ? say('recordings.usage') : `sereno ${version}`}\n`)
    return exitCodes.fine
  }
  const walks = globSync('snmprec/**/*.snmprec', { cwd: folder }).filter(isWanted).toSorted()
  const responses = globSync('ipp/*.bin', { cwd: folder }).filter(isWanted).toSorted()
  if (walks.length + responses.length === 0) {
    const missing = existsSync(folder) ? `No recording of that name in ${folder}` : `There is no folder ${folder}`
    process.stdout.write(`Left out: ${missing}. SERENO_RECORDINGS names another one.\n`)
    return existsSync(folder) && wanted.length > 0 ? exitCodes.wrongUsage : exitCodes.fine
  }
  const shown = [...(await readWalks(walks)), ...(await readResponses(responses))]
  if (values.json) process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`)
  else print(shown)
  return 0
}

async function readWalks(walks: readonly string[]): Promise<Shown[]> {
  const first = walks[0]
  if (first === undefined) return []
  await installDebianPackages(['recordings'])
  const served = await serveSnmp(join(folder, 'snmprec'), communityOf(first))
  if (served === null) {
    process.stdout.write(
      'Left out: the SNMP recordings need snmpsim (apt-get install snmpsim), which is missing or did not start.\n',
    )
    return []
  }
  const shown: Shown[] = []
  for (const walk of walks) {
    const name = communityOf(walk)
    // A view of a device in a context of its own is looked at with the device, where that was recorded too.
    const [community = name, context] = name.split('@')
    if (context !== undefined && walks.includes(walk.replace(`@${context}`, ''))) continue
    const options = { port: served.port, community, ...(context === undefined ? {} : { context }) }
    const conclusion = conclude(name, 'snmp', await look(snmp, options), Date.now())
    const expected = join(folder, 'snmprec/expected', `${basename(community)}.json`)
    shown.push({ ...conclusion, differences: compare(expected, conclusion) })
  }
  await served.close()
  return shown
}

function communityOf(walk: string): string {
  return walk.replace(/^snmprec\//u, '').replace(/\.snmprec$/u, '')
}

async function readResponses(files: readonly string[]): Promise<Shown[]> {
  const shown: Shown[] = []
  for (const file of files) {
    const served = await serveIpp(readFileSync(join(folder, file)))
    const conclusion = conclude(file.replace(/\.bin$/u, ''), 'ipp', await look(ipp, { port: served.port }), Date.now())
    shown.push({ ...conclusion, differences: null })
    await served.close()
  }
  return shown
}

/** One look by the real probe, at loopback; patient, since snmpsim is slow. */
async function look<Options extends object>(probe: Probe<Options>, options: object): Promise<Sighting> {
  const target = { address: '127.0.0.1', timeoutMs: 10_000, options: probe.options.parse(options) }
  const [seen] = await probe.look([target], none)
  return seen ?? { contact: 'unable', latencyMs: null, code: 'NO_SIGHTING', facts: [] }
}

function print(shown: readonly Shown[]): void {
  for (const one of shown) process.stdout.write(`${linesOf(one).join('\n')}\n\n`)
  const count = (of: (one: Shown) => string) =>
    [...Map.groupBy(shown, of)].map(([what, all]) => `${all.length} ${what}`).join(', ')
  const fails = shown.filter(({ conditions }) => conditions.some(({ kind }) => kind === 'Fail'))
  const compared = shown.filter(({ differences }) => differences !== null)
  const differing = compared.filter(({ differences }) => (differences?.length ?? 0) > 0)
  process.stdout.write(
    [
      `${shown.length} recordings: ${count(({ type }) => type)}`,
      `States: ${count(({ state }) => state)}; with a Fail: ${fails.map(({ recording }) => recording).join(', ') || 'none'}`,
      `LibreNMS reads ${compared.length} of them, ${differing.length} otherwise: ${differing.map(({ recording }) => recording).join(', ') || 'none'}`,
      '',
    ].join('\n'),
  )
}

function linesOf(one: Shown): string[] {
  const { recording, type, vendor, model, serial, name, state, contact, code, conditions, supplies } = one
  const contactWords = contact === 'answered' && code === null ? '' : ` · ${contact} ${code ?? ''}`
  return [
    `${dirname(recording)}/${basename(recording)}`,
    `  ${type} · ${vendor ?? '–'} · ${model ?? '–'} · serial ${serial ?? '–'} · "${name}" · ${state}${contactWords}`,
    ...conditions.map(({ kind, cause, words }) => `  ${kind} ${cause}: ${words}`),
    ...(supplies.length === 0 ? [] : [`  supplies: ${supplies.map(supplyWords).join(', ')}`]),
    ...(one.differences ?? []).map((difference) => `  ≠ ${difference}`),
  ]
}

const supplyWords = ({ description, percent, fills }: Shown['supplies'][number]): string =>
  `${description} ${percent ?? '–'} %${fills ? ' room' : ''}`

process.exit(await main())
