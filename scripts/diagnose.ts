import { lackIn } from '@sereno/shared/lack.ts'
import { iso } from '../agent/src/clock.ts'
import { makeLooker } from '../agent/src/flow/looker.ts'
import { surroundings } from '../agent/src/net/surroundings.ts'
import { probes } from '../agent/src/probes/index.ts'
import { version } from '../agent/src/version.ts'
import { makeAgentClient } from './cli/agent-client.ts'
import { type ExitCode, exitCodes } from './cli/exit-codes.ts'
import { askedLanguage } from './cli/options.ts'
import { tellFault } from './cli/tell-fault.ts'
import { makeTerminal, type Terminal, wantsColor } from './cli/terminal.ts'
import { withinTime } from './cli/within-time.ts'
import { type Say, wordsIn } from './cli/words.ts'
import { lookByAgent } from './diagnose/look-by-agent.ts'
import { lookHere } from './diagnose/look-here.ts'
import { type DiagnoseOptions, diagnoseOptions } from './diagnose/options.ts'
import { printReport } from './diagnose/print.ts'
import { hasProblem, type Report } from './diagnose/report.ts'
import { targetsHere } from './diagnose/targets-here.ts'

// `sereno diagnose`: looks at an address or at the whole venue, with or without an agent, and says what is wrong.

interface Doing {
  options: DiagnoseOptions
  terminal: Terminal
  say: Say
  signal: AbortSignal
}

async function main(args: string[], environment: NodeJS.ProcessEnv): Promise<ExitCode> {
  const say = wordsIn(askedLanguage(args, environment))
  const color = wantsColor(environment, process.stdout.isTTY === true)
  try {
    const known = probes.map((probe) => probe.type)
    const options = diagnoseOptions(args, environment, color, known)
    const terminal = makeTerminal(options)
    if (options.help) terminal.data(say('diagnose_usage', { probes: known.join(', ') }))
    else if (options.version) terminal.data(`sereno ${version}`)
    else return await diagnose(options, terminal, say)
    return exitCodes.fine
  } catch (fault) {
    return tellFault(fault, makeTerminal({ quiet: false, color }), say)
  }
}

async function diagnose(options: DiagnoseOptions, terminal: Terminal, say: Say): Promise<ExitCode> {
  return withinTime(options.timeoutMs, async (signal) => {
    const doing = { options, terminal, say, signal }
    const report = await (options.url === null ? fromHere(doing) : fromAgent(doing, options.url))
    print(report, doing)
    return report.subjects.some(hasProblem) ? exitCodes.foundProblems : exitCodes.fine
  })
}

async function fromHere({ options, terminal, say, signal }: Doing): Promise<Report> {
  const { venue, targets } = await targetsHere(options, { terminal, say, signal })
  const look = makeLooker(signal)
  let done = 0
  const subjects = await Promise.all(
    targets.map(async (target) => {
      const subject = await lookHere(target, { look, language: options.language, signal })
      done += 1
      terminal.progress(done, targets.length, say('looking'))
      return subject
    }),
  )
  const lacks = (await surroundings.lacks()).map((code) => lackIn(options.language, code))
  return { ...head(), lookedFrom: 'here', url: null, venue, subjects, lacks }
}

async function fromAgent({ options, terminal, say, signal }: Doing, address: string): Promise<Report> {
  const client = makeAgentClient(address, options.tokenFile, options.language, signal)
  const found = await lookByAgent(client, options.hosts, options.language, (done, total) =>
    terminal.progress(done, total, say('looking')),
  )
  return { ...head(), lookedFrom: 'agent', url: client.url, ...found }
}

const head = () => ({ sereno: version, at: iso(Date.now()) })

function print(report: Report, { options, terminal, say }: Doing): void {
  const { output, language, verbose } = options
  if (output === 'json') terminal.data(JSON.stringify(report, null, 2))
  else if (output === 'jsonl') for (const subject of report.subjects) terminal.data(JSON.stringify(subject))
  else printReport(report, { terminal, say, language, verbose })
}

process.exitCode = await main(process.argv.slice(2), process.env)
