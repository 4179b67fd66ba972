import { request } from 'node:http'
import { join } from 'node:path'
import { controlSocket, type LocalRecovery, localRecovery } from '@sereno/shared/control.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import { renderUnicodeCompact } from 'uqr'
import { version } from '../agent/src/version.ts'
import { CliFault } from './cli/cli-fault.ts'
import { type ExitCode, exitCodes } from './cli/exit-codes.ts'
import { askedLanguage, commonOptions, readFlags, usage } from './cli/options.ts'
import { tellFault } from './cli/tell-fault.ts'
import { makeTerminal, wantsColor } from './cli/terminal.ts'
import { withinTime } from './cli/within-time.ts'
import { wordsIn } from './cli/words.ts'

// `sereno user reset NAME`: a way back in for whoever is at the box itself, also where no mail can go.

async function main(args: string[], environment: NodeJS.ProcessEnv): Promise<ExitCode> {
  const say = wordsIn(askedLanguage(args, environment))
  const color = wantsColor(environment, process.stdout.isTTY === true)
  try {
    const { values, positionals } = readFlags(args, {
      data: { type: 'string' },
      'second-step-off': { type: 'boolean' },
    })
    const options = commonOptions(values, environment, color)
    const terminal = makeTerminal(options)
    if (options.help) terminal.data(say('user_usage'))
    else if (options.version) terminal.data(`sereno ${version}`)
    else {
      const [verb, login, ...more] = positionals
      if (verb !== 'reset' || login === undefined || more.length > 0) throw usage('user_what')
      const folder = typeof values.data === 'string' ? values.data : (environment.SERENO_DATA ?? './data')
      const asked = { login, secondStepOff: values['second-step-off'] === true }
      const found = await withinTime(options.timeoutMs, (signal) => recover(folder, asked, options.language, signal))
      if (options.output === 'text') {
        const until = new Date(found.expiresAt).toLocaleTimeString(options.language, { timeStyle: 'short' })
        terminal.data(say('user_link', { username: found.username, link: found.link, code: found.code, until }))
        if (found.secondStepOff) terminal.data(say('user_second_step_off', { username: found.username }))
        if (process.stdout.isTTY) terminal.data(renderUnicodeCompact(found.link))
      } else terminal.data(JSON.stringify(found))
    }
    return exitCodes.fine
  } catch (fault) {
    return tellFault(fault, makeTerminal({ quiet: false, color }), say)
  }
}

/** Asks the agent over its socket: who may open it is at the box, or is its keeper. */
async function recover(
  folder: string,
  asked: { login: string; secondStepOff: boolean },
  language: Language,
  signal: AbortSignal,
): Promise<LocalRecovery> {
  const file = join(folder, controlSocket)
  const { status, text } = await post(file, JSON.stringify(asked), language, signal)
  if (status === 404)
    throw new CliFault('E_USER', exitCodes.notFound, 'no_such_user', { login: cleanText(asked.login, 80) })
  const read = status === 200 ? localRecovery.safeParse(JSON.parse(text)) : null
  if (!read?.success) {
    const detail = cleanText(text, 200)
    throw new CliFault('E_AGENT', exitCodes.unexpected, 'agent_refused', { url: file, status, detail })
  }
  return read.data
}

function post(socketPath: string, body: string, language: Language, signal: AbortSignal) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'accept-language': language }
    const asked = request({ socketPath, path: '/recovery', method: 'POST', headers, signal }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
    })
    asked.on('error', (fault: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(signal.reason)
      else if (fault.code === 'EACCES' || fault.code === 'EPERM')
        reject(new CliFault('E_ALLOWED', exitCodes.notAllowed, 'not_your_folder', { folder: socketPath }))
      else reject(new CliFault('E_AGENT', exitCodes.unreachable, 'no_agent_here', { folder: socketPath }))
    })
    asked.end(body)
  })
}

process.exitCode = await main(process.argv.slice(2), process.env)
