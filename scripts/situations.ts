import { version } from '../agent/src/version.ts'
import { elsewhere } from '../agent/test/venue/situations/elsewhere.ts'
import { situations } from '../agent/test/venue/situations/index.ts'
import { type ExitCode, exitCodes } from './cli/exit-codes.ts'
import { askedLanguage } from './cli/options.ts'
import { tellFault } from './cli/tell-fault.ts'
import { makeTerminal, type Terminal, wantsColor } from './cli/terminal.ts'
import { withinTime } from './cli/within-time.ts'
import { type Say, wordsIn } from './cli/words.ts'
import { type SituationsOptions, situationsOptions } from './situations/options.ts'
import { printReport } from './situations/print.ts'
import { isLacking, reportOf } from './situations/report.ts'
import { listedTests, playedTests } from './situations/venue-tests.ts'

// `npm run situations [-- --run]`: every situation that the watch judges, its kind, and the cases of the pretend venue that
// play it. Situations and tests are in English, as their source is.

async function main(args: string[], environment: NodeJS.ProcessEnv): Promise<ExitCode> {
  const say = wordsIn(askedLanguage(args, environment))
  const color = wantsColor(environment, process.stdout.isTTY === true)
  try {
    const options = situationsOptions(args, environment, color)
    const terminal = makeTerminal(options)
    if (options.help) terminal.data(say('situations.usage'))
    else if (options.version) terminal.data(`sereno ${version}`)
    else return await list(options, terminal, say)
    return exitCodes.fine
  } catch (fault) {
    return tellFault(fault, makeTerminal({ quiet: false, color }), say)
  }
}

function list(options: SituationsOptions, terminal: Terminal, say: Say): Promise<ExitCode> {
  return withinTime(options.timeoutMs, async (signal) => {
    const cases = situations.flatMap((one) => one.cases)
    if (options.run) terminal.remark(say('situations.playing'))
    const standings = options.run ? await playedTests(cases, signal) : await listedTests(signal)
    const report = reportOf(situations, elsewhere, standings)
    if (options.output === 'json') terminal.data(JSON.stringify({ sereno: version, ...report }, null, 2))
    else if (options.output === 'jsonl') for (const row of report.situations) terminal.data(JSON.stringify(row))
    else printReport(report, terminal, say)
    return report.situations.some(isLacking) ? exitCodes.foundProblems : exitCodes.fine
  })
}

process.exitCode = await main(process.argv.slice(2), process.env)
