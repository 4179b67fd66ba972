import type { EntryRecord } from '@sereno/shared/activity.ts'
import { type Cause, kindOf } from '@sereno/shared/cause.ts'
import type { Change, NewEntry } from '@sereno/shared/change.ts'
import { makeId } from '../store/make-id.ts'
import type { ActionLog, FailedAction } from './action-log.ts'
import { outages } from './outages.ts'
import { isAction, type Recorder } from './recorder.ts'

/** An outage that the watch found this long after an action first failed was there already. */
const noticedWithinMs = 120_000

/** Files actions of ours in the activity log, as entries of the agent itself. */
export function makeActionLog(recorder: Recorder): ActionLog {
  const entryOf = (action: FailedAction, ended: boolean): NewEntry => {
    const at = recorder.now()
    return {
      id: makeId(),
      at,
      endedAt: ended ? at : null,
      kind: kindOf(action.cause) ?? 'Error',
      cause: action.cause,
      deviceId: null,
      deviceName: null,
      probe: null,
      source: 'agent',
      attempts: action.attempts,
      occurrences: 1,
      incidentId: null,
      explainedBy: kindOf(action.cause) === 'Retry' ? (outageOf(recorder)?.id ?? null) : null,
      rule: action.rule,
      detail: { ...action.detail, action: true },
      text: null,
      key: null,
    }
  }
  const file = async (action: FailedAction, ended: boolean): Promise<string> => {
    const entry = entryOf(action, ended)
    await recorder.write([{ do: 'open', entry }])
    return entry.id
  }

  return {
    open: (action) => file(action, false),
    moment: (action) => file(action, true),
    async repeat(id, attempts, detail) {
      const repeat: Change = { do: 'repeat', id, occurrences: attempts, attempts, detail: { ...detail, action: true } }
      await recorder.write([repeat, ...explainedLate(id, recorder)], true)
    },
    async end(id) {
      const entry = recorder.openOf(null).find((one) => one.id === id)
      if (entry) await recorder.write([{ do: 'end', id, at: recorder.now(), occurrences: entry.occurrences }])
    },
    openOf: (cause: Cause) =>
      recorder
        .openOf(null)
        .filter((entry) => entry.cause === cause && isAction(entry))
        .map(({ id, detail }) => ({ id, detail })),
  }
}

function outageOf(recorder: Recorder): EntryRecord | null {
  const open = recorder.openEntries()
  for (const cause of outages) {
    const entry = open.find((one) => one.cause === cause)
    if (entry) return entry
  }
  return null
}

/** A mail notices a cut line at once, the watch after its further attempts: such an outage explains the mail afterwards. */
function explainedLate(id: string, recorder: Recorder): Change[] {
  const entry = recorder.openOf(null).find((one) => one.id === id)
  const outage = outageOf(recorder)
  if (!entry || !outage || entry.explainedBy !== null || entry.kind !== 'Retry') return []
  const headStartMs = Date.parse(outage.at) - Date.parse(entry.at)
  return headStartMs <= noticedWithinMs ? [{ do: 'explain', id, explainedBy: outage.id }] : []
}
