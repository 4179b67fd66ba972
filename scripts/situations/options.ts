import { type CommonOptions, commonOptions, readFlags } from '../cli/options.ts'

export interface SituationsOptions extends CommonOptions {
  /** Play the cases instead of only looking whether they are there. */
  run: boolean
}

/** The whole venue takes minutes, whatever a look at a device may take. */
const playingMs = 3_600_000

/**
 * Reads the arguments of `situations`.
 * @throws {CliFault} `E_USAGE` naming what is wrong
 */
export function situationsOptions(
  args: string[],
  environment: Record<string, string | undefined>,
  color: boolean,
): SituationsOptions {
  const { values } = readFlags(args, { run: { type: 'boolean' } }, false)
  const common = commonOptions(values, environment, color)
  const run = values.run === true
  return { ...common, run, timeoutMs: run && values.timeout === undefined ? playingMs : common.timeoutMs }
}
