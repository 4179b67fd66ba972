import type { Cause } from '@sereno/shared/cause.ts'
import { kindOf } from '@sereno/shared/cause.ts'
import type { NewEntry } from '@sereno/shared/change.ts'
import { makeId } from '../store/make-id.ts'
import type { ActionLog, FailedAction } from './action-log.ts'
import { outages } from './outages.ts'
import { isAction, type Recorder } from './recorder.ts'

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
      explainedBy: kindOf(action.cause) === 'Retry' ? outageOf(recorder) : null,
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
      const occurrences = attempts
      await recorder.write([{ do: 'repeat', id, occurrences, attempts, detail: { ...detail, action: true } }], true)
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

function outageOf(recorder: Recorder): string | null {
  const open = recorder.openEntries()
  for (const cause of outages) {
    const entry = open.find((one) => one.cause === cause)
    if (entry) return entry.id
  }
  return null
}
