import { parseArgs } from 'node:util'
import { type Language, languages } from '@sereno/shared/field.ts'
import { CliFault } from './cli-fault.ts'
import { exitCodes } from './exit-codes.ts'
import { terminalLanguage } from './words.ts'

/** The flags that every command takes (`--yes` and `--no-input` because it never asks anyway). */
const commonFlags = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  json: { type: 'boolean' },
  jsonl: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  verbose: { type: 'boolean', short: 'v', multiple: true },
  'no-color': { type: 'boolean' },
  'no-input': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  timeout: { type: 'string' },
  lang: { type: 'string' },
  config: { type: 'string' },
  url: { type: 'string' },
  'token-file': { type: 'string' },
} as const

export interface CommonOptions {
  help: boolean
  version: boolean
  output: 'text' | 'json' | 'jsonl'
  quiet: boolean
  /** How often `-v` was said. */
  verbose: number
  color: boolean
  timeoutMs: number
  language: Language
  /** A `venue.json` to read instead of asking an agent. */
  config: string | null
  url: string | null
  tokenFile: string | null
}

type FlagTypes = Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean }>
type Values = Record<string, string | boolean | (string | boolean)[] | undefined>

const text = (value: Values[string]): string | null => (typeof value === 'string' && value !== '' ? value : null)

/**
 * Reads the arguments of a command.
 * @param allowPositionals whether it takes anything besides flags
 * @throws {CliFault} `E_USAGE` naming what is wrong
 */
export function readFlags(
  args: string[],
  own: FlagTypes,
  allowPositionals = true,
): { values: Values; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...commonFlags, ...own },
      strict: true,
      allowPositionals,
    })
    return { values: values as Values, positionals }
  } catch (fault) {
    throw usage('unknown_flag', { detail: (fault as Error).message.split('. ')[0] ?? '' })
  }
}

/** Which language was asked for, before anything else is read, so that faults are told in it. */
export function askedLanguage(args: readonly string[], environment: Record<string, string | undefined>): Language {
  const at = args.findIndex((one) => one === '--lang' || one.startsWith('--lang='))
  const asked = args[at]?.split('=')[1] ?? (at >= 0 ? args[at + 1] : undefined)
  return languages.find((one) => one === asked) ?? terminalLanguage(environment)
}

/** @throws {CliFault} `E_USAGE` */
export function commonOptions(
  values: Values,
  environment: Record<string, string | undefined>,
  color: boolean,
): CommonOptions {
  const lang = text(values.lang)
  if (lang !== null && !languages.some((one) => one === lang)) throw usage('bad_language', { value: lang })
  if (values.json === true && values.jsonl === true) throw usage('json_or_jsonl')
  return {
    help: values.help === true,
    version: values.version === true,
    output: values.json === true ? 'json' : values.jsonl === true ? 'jsonl' : 'text',
    quiet: values.quiet === true,
    verbose: Array.isArray(values.verbose) ? values.verbose.length : 0,
    color: color && values['no-color'] !== true,
    timeoutMs: timeoutOf(text(values.timeout)),
    language: languages.find((one) => one === lang) ?? terminalLanguage(environment),
    config: text(values.config),
    url: text(values.url) ?? environment.SERENO_URL ?? null,
    tokenFile: text(values['token-file']) ?? environment.SERENO_TOKEN_FILE ?? null,
  }
}

const defaultTimeoutMs = 120_000

/** `500ms`, `30s`, `2m` or a bare number of seconds; at most an hour. */
function timeoutOf(given: string | null): number {
  if (given === null) return defaultTimeoutMs
  const [, number, unit = 's'] = /^(\d{1,7})(ms|s|m)?$/u.exec(given) ?? []
  const ms = Number(number) * { ms: 1, s: 1000, m: 60_000 }[unit as 'ms' | 's' | 'm']
  if (!(ms >= 1 && ms <= 3_600_000)) throw usage('bad_timeout', { value: given })
  return ms
}

export const usage = (word: string, values: CliFault['values'] = {}): CliFault =>
  new CliFault('E_USAGE', exitCodes.wrongUsage, word, values)
