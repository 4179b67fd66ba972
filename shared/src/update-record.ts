import { z } from 'zod'
import { moment } from './field.ts'

/** Why a version could not be looked for, or an update or rollback was refused, or failed. */
export const updateFault = z.enum([
  'no_network',
  'not_a_version',
  'no_such_version',
  'not_newer',
  'nothing_newer',
  'no_way_back',
  'changed_by_hand',
  'shared_clone',
  'disk_full',
  'wrong_version',
  'setup_failed',
  'not_stopped',
  'backup_failed',
  'switch_failed',
  'ended',
  'not_healthy',
  'interrupted',
  'failed',
])
export type UpdateFault = z.infer<typeof updateFault>

/**
 * How far an update or rollback is. `preparing`: the new version is fetched, set up and built beside the one that runs.
 * `stopping`: that one ends, and the state is copied. `prepared`: all is ready to change places. `switching`: they do.
 * `trying`: the new one starts, and has to become ready. `undoing`: the version before is put back.
 */
export const updateStep = z.enum(['preparing', 'stopping', 'prepared', 'switching', 'trying', 'undoing'])
export type UpdateStep = z.infer<typeof updateStep>

/** A version as git has it; `branch` is the branch that was checked out, `null` for none. */
const place = z.object({ version: z.string().max(100), commit: z.hash('sha1'), branch: z.string().max(300).nullable() })
export type UpdatePlace = z.infer<typeof place>

/** A copy of the state: a folder beside the database, and the database's schema in it; `null`: there was no database. */
const copied = z.object({ backup: z.string().max(300), schema: z.number().int().nullable() })
export type UpdateCopy = z.infer<typeof copied>

/** Whether versions can be put in place of each other: a clone that `npm start` runs can; and why not. */
export const updateWay = z.enum(['git', 'by_hand', 'no_clone', 'no_origin', 'no_port', 'windows'])
export type UpdateWay = z.infer<typeof updateWay>

export const updateKind = z.enum(['update', 'rollback'])
export type UpdateKind = z.infer<typeof updateKind>

const run = z.object({
  kind: updateKind,
  from: place,
  to: place,
  startedAt: moment,
  /** Each step that was begun, in order; the last is where it stands, or where it ended. */
  steps: z.array(z.object({ step: updateStep, at: moment })).max(20),
  copy: copied.nullable(),
  /** For a rollback: the copy from before the update; put back where the older version cannot read the newer database. */
  older: copied.nullable(),
  /** Why the version before was not ready itself when this began: what the new one need not be better at. */
  unready: z.array(z.string().max(100)).max(20),
  /** How long the new one may take for its first answer, and then to become ready, s. */
  patience: z.object({ answer: z.number(), ready: z.number() }),
  endedAt: moment.nullable(),
  outcome: z.enum(['done', 'failed']).nullable(),
  fault: updateFault.nullable(),
  /** What the failing part said, cut. */
  detail: z.string().max(4000),
  isDatabaseRestored: z.boolean(),
  areSettingsRestored: z.boolean().default(false),
})
export type UpdateRun = z.infer<typeof run>

/** `update.json` in the state folder: what is known of newer versions, and how the last update or rollback went. */
export const updateRecord = z.object({
  check: z
    .object({
      at: moment,
      /** The newest version, though it may be the one that runs. */
      newest: z.string().max(100).nullable(),
      /** The part of the changelog after the version that runs, up to the newest. */
      changes: z.string().max(40_000),
      fault: updateFault.nullable(),
      detail: z.string().max(4000),
    })
    .nullable(),
  run: run.nullable(),
  /** What a rollback goes back to. */
  before: place.extend(copied.shape).extend({ updatedAt: moment }).nullable(),
})
export type UpdateRecord = z.infer<typeof updateRecord>

export const updateAction = z.enum(['check', 'apply', 'rollback'])
export type UpdateAction = z.infer<typeof updateAction>

/** `update-ask.json` in the state folder: what somebody asks of whoever started the agent; taken away when it is begun. */
export const updateAsk = z.object({ action: updateAction, to: z.string().max(100).nullable(), at: moment })
export type UpdateAsk = z.infer<typeof updateAsk>

export const updateFiles = {
  record: 'update.json',
  ask: 'update-ask.json',
  supervisor: 'update-supervisor.json',
} as const
