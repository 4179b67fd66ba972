import { type CommonOptions, commonOptions, readFlags, usage } from '../cli/options.ts'

const verbs = ['create', 'list', 'restore', 'verify'] as const
type Verb = (typeof verbs)[number]

export interface BackupOptions extends CommonOptions {
  /** `null` where only help or the version was asked for. */
  verb: Verb | null
  /** The archive of `restore` and `verify`. */
  file: string
  /** The state folder. */
  data: string
}

/**
 * Reads the arguments of `backup`.
 * @throws {CliFault} `E_USAGE` naming what is wrong
 */
export function backupOptions(
  args: string[],
  environment: Record<string, string | undefined>,
  color: boolean,
): BackupOptions {
  const { values, positionals } = readFlags(args, { data: { type: 'string' } })
  const common = commonOptions(values, environment, color)
  const data = typeof values.data === 'string' ? values.data : (environment.SERENO_DATA ?? './data')
  const [first = '', file = '', ...more] = positionals
  const verb = verbs.find((one) => one === first) ?? null
  if (common.help || common.version) return { ...common, verb: null, file: '', data }
  const needsFile = verb === 'restore' || verb === 'verify'
  if (verb === null || more.length > 0 || needsFile === (file === '')) throw usage('backup_verb')
  return { ...common, verb, file, data }
}
