import type { Detail } from '@sereno/shared/activity.ts'

/** Causes of which each probe of a device has its own entry; of any other a device has one at a time. */
const perProbe: readonly string[] = ['check_retry', 'late_answer']
/**
 * A device that is not reached at its address, whoever is to blame: one failure, which may be understood better as it
 * goes on, as when a printer that fell silent is found elsewhere.
 */
const atItsAddress: readonly string[] = ['no_answer', 'ip_moved', 'ip_taken', 'ip_conflict']

interface Failure {
  cause: string
  probe?: string | null | undefined
  detail?: Detail
}

/** What tells two failures of one device, or of the agent, apart. */
export function keyOf({ cause, probe, detail }: Failure): string {
  if (atItsAddress.includes(cause)) return 'address'
  if (cause === 'group_down') return `${cause} ${String(detail?.group)}`
  return perProbe.includes(cause) ? `${cause} ${probe ?? ''}` : cause
}
