import { localRecovery, localUser, localUsers } from '@sereno/shared/control.ts'
import { cleanText } from '@sereno/shared/field.ts'
import { type Person, person } from '@sereno/shared/person.ts'
import { renderUnicodeCompact } from 'uqr'
import { version } from '../agent/src/version.ts'
import { type ExitCode, exitCodes } from './cli/exit-codes.ts'
import { askedLanguage } from './cli/options.ts'
import { tellFault } from './cli/tell-fault.ts'
import { makeTerminal, type Terminal, wantsColor } from './cli/terminal.ts'
import { withinTime } from './cli/within-time.ts'
import { type Say, wordsIn } from './cli/words.ts'
import { askAgent } from './user/ask-agent.ts'
import { type Asked, userOptions } from './user/options.ts'

// `sereno user`: what whoever is at the box itself can do for those who come in, also where no mail can go.

type Options = ReturnType<typeof userOptions>

async function main(args: string[], environment: NodeJS.ProcessEnv): Promise<ExitCode> {
  const say = wordsIn(askedLanguage(args, environment))
  const color = wantsColor(environment, process.stdout.isTTY === true)
  try {
    const options = userOptions(args, environment, color)
    const terminal = makeTerminal(options)
    const { asked } = options
    if (options.help) terminal.data(say('user_usage'))
    else if (asked === null) terminal.data(`sereno ${version}`)
    else await withinTime(options.timeoutMs, (signal) => run(asked, options, signal, terminal, say))
    return exitCodes.fine
  } catch (fault) {
    return tellFault(fault, makeTerminal({ quiet: false, color }), say)
  }
}

async function run(asked: Asked, options: Options, signal: AbortSignal, terminal: Terminal, say: Say): Promise<void> {
  const from = { folder: options.data, language: options.language, signal }
  const isText = options.output === 'text'
  const json = (facts: object) => terminal.data(JSON.stringify(facts))
  if (asked.verb === 'reset') {
    const { verb: _, ...body } = asked
    const found = await askAgent(from, '/recovery', body, localRecovery)
    if (!isText) return json(found)
    tellWay(found.username, found, options, terminal, say)
    if (found.secondStepOff) terminal.data(say('user_second_step_off', { username: found.username }))
  } else if (asked.verb === 'create') {
    const made = await askAgent(from, '/users', asked.user, localUser)
    if (made.mailWaits) terminal.remark(say('user_mail_waits'))
    if (!isText) return json(made)
    const { username, role, email } = made.user
    terminal.data(say(made.way === null ? 'user_welcomed' : 'user_made', { username, role, email }))
    if (made.way !== null) tellWay(username, made.way, options, terminal, say)
  } else if (asked.verb === 'list') {
    const { items } = await askAgent(from, '/users/list', {}, localUsers)
    if (options.output === 'json') return json({ items })
    for (const one of items) terminal.data(isText ? rowOf(one, say) : JSON.stringify(one))
  } else {
    const out = await askAgent(from, '/users/disable', { login: asked.login }, person)
    if (!isText) return json(out)
    terminal.data(say('user_disabled', { username: out.username }))
  }
}

/** How they set a password: a link, a code, and on a screen also a picture for their phone. */
function tellWay(
  username: string,
  way: { link: string; code: string; expiresAt: string },
  { language }: Options,
  terminal: Terminal,
  say: Say,
): void {
  const until = new Date(way.expiresAt).toLocaleString(language, { dateStyle: 'short', timeStyle: 'short' })
  terminal.data(say('user_link', { username, link: way.link, code: way.code, until }))
  if (process.stdout.isTTY) terminal.data(renderUnicodeCompact(way.link))
}

/** Names are what people typed. */
const rowOf = (one: Person, say: Say): string =>
  [
    cleanText(one.username, 32).padEnd(16),
    one.role.padEnd(11),
    say(`user_state_${one.state}`).padEnd(14),
    `${cleanText(one.fullName, 80)} <${cleanText(one.email, 254)}>`,
  ].join('  ')

process.exitCode = await main(process.argv.slice(2), process.env)
