import { createInterface } from 'node:readline/promises'
import { type Trust, trust } from '@sereno/shared/trust.ts'
import { renderUnicodeCompact } from 'uqr'
import { version } from '../agent/src/version.ts'
import { type ExitCode, exitCodes } from './cli/exit-codes.ts'
import { askedLanguage, type CommonOptions, commonOptions, readFlags, usage } from './cli/options.ts'
import { tellFault } from './cli/tell-fault.ts'
import { makeTerminal, type Terminal, wantsColor } from './cli/terminal.ts'
import { withinTime } from './cli/within-time.ts'
import { type Say, wordsIn } from './cli/words.ts'
import { askAgent } from './user/ask-agent.ts'

// `sereno trust`: what devices are asked to trust, as the box itself says it; nobody on the network can have changed that.

async function main(args: string[], environment: NodeJS.ProcessEnv): Promise<ExitCode> {
  const say = wordsIn(askedLanguage(args, environment))
  const color = wantsColor(environment, process.stdout.isTTY === true)
  try {
    const own = { data: { type: 'string' }, new: { type: 'boolean' } } as const
    const { values, positionals } = readFlags(args, own)
    const options = commonOptions(values, environment, color)
    const terminal = makeTerminal(options)
    if (options.help) terminal.data(say('trust_usage'))
    else if (options.version) terminal.data(`sereno ${version}`)
    else {
      if (positionals.length > 0) throw usage('trust_what')
      const folder = typeof values.data === 'string' ? values.data : (environment.SERENO_DATA ?? './data')
      const isAgreed = values.new !== true || values.yes === true || (await agrees(values['no-input'] !== true, say))
      if (!isAgreed) return exitCodes.interrupted
      const path = values.new === true ? '/trust/new' : '/trust'
      const found = await withinTime(options.timeoutMs, (signal) =>
        askAgent({ folder, language: options.language, signal }, path, {}, trust),
      )
      if (options.output === 'text') tell(found, options, terminal, say)
      else terminal.data(JSON.stringify(found))
      if (found.state !== 'ready' && found.state !== 'off') return exitCodes.foundProblems
    }
    return exitCodes.fine
  } catch (fault) {
    return tellFault(fault, makeTerminal({ quiet: false, color }), say)
  }
}

/** @throws {CliFault} where nobody can be asked */
async function agrees(mayAsk: boolean, say: Say): Promise<boolean> {
  if (!mayAsk || !process.stdin.isTTY) throw usage('trust_needs_yes')
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await asking.question(`${say('trust_new_question')} [y/N] `)
  asking.close()
  return /^[ysдo]/iu.test(answer.trim())
}

function tell(found: Trust, { language }: CommonOptions, terminal: Terminal, say: Say): void {
  const { state, port, authority, certificate, uncovered, page } = found
  const day = (at: string) => new Date(at).toLocaleDateString(language, { dateStyle: 'long' })
  if (state !== 'ready') terminal.remark(terminal.paint('yellow', say(`trust_state_${state}`)))
  if (authority === null) return
  const name = certificate?.names[0]
  const address = port === null || name === undefined ? '-' : `https://${name}:${port}`
  terminal.data(
    say('trust_facts', {
      address,
      name: authority.name,
      fingerprint: authority.fingerprint,
      scope: [...authority.hosts, ...authority.subnets].join(', '),
      authority: day(authority.until),
      certificate: certificate === null ? '-' : day(certificate.until),
      page,
    }),
  )
  if (uncovered.length > 0) terminal.remark(say('trust_uncovered', { names: uncovered.join(', ') }))
  if (process.stdout.isTTY) terminal.data(renderUnicodeCompact(page))
}

process.exitCode = await main(process.argv.slice(2), process.env)
