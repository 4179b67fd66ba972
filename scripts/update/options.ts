import { isVersion } from '@sereno/shared/semver.ts'
import { type UpdateAction, updateAction } from '@sereno/shared/update-record.ts'
import { type CommonOptions, commonOptions, readFlags, usage } from '../cli/options.ts'

export interface UpdateOptions extends CommonOptions {
  action: UpdateAction
  /** Only for `apply`; otherwise the newest. */
  to: string | null
  /** Where the state is, if not where the agent's own settings say. */
  data: string | null
}

/** Setting up and building on a small computer takes its time. */
const usualMs = 3_600_000

/**
 * Reads the arguments of `update`.
 * @throws {CliFault} `E_USAGE` naming what is wrong
 */
export function updateOptions(
  args: string[],
  environment: Record<string, string | undefined>,
  color: boolean,
): UpdateOptions {
  const { values, positionals } = readFlags(args, { to: { type: 'string' }, data: { type: 'string' } })
  const common = commonOptions(values, environment, color)
  const read = updateAction.safeParse(positionals[0] ?? (common.help || common.version ? 'check' : ''))
  if (!read.success || positionals.length > 1) throw usage('update.which', { value: positionals.join(' ') })
  const to = typeof values.to === 'string' ? values.to : null
  if (to !== null && (read.data !== 'apply' || !isVersion(to))) throw usage('update.bad_to', { value: to })
  return {
    ...common,
    action: read.data,
    to,
    data: typeof values.data === 'string' ? values.data : null,
    timeoutMs: values.timeout === undefined ? usualMs : common.timeoutMs,
  }
}
