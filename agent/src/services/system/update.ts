import type { UpdateView } from '@sereno/shared/api/system.ts'
import { compareVersions, isVersion } from '@sereno/shared/semver.ts'
import type { UpdateAction, UpdateRun } from '@sereno/shared/update-record.ts'
import { iso } from '../../clock.ts'
import { isOpen } from '../../judge/schedule.ts'
import { migrations } from '../../store/migrations/index.ts'
import { isUpdateAsked, readUpdateRecord, writeUpdateAsk } from '../../store/update-files.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/** Versions of Sereno on this box. */
export async function getUpdate(house: House): Promise<UpdateView> {
  const { config, version, clock } = house
  // In this order: it is taken away once the record tells of what was asked.
  const asked = await isUpdateAsked(config.data)
  const { check, run, before } = await readUpdateRecord(config.data)
  const { venue, account } = house.book.read()
  const newest = check?.newest ?? null
  return {
    way: config.updates,
    current: version,
    newer: newest !== null && isVersion(newest) && compareVersions(newest, version) > 0 ? newest : null,
    changes: check?.changes ?? '',
    checkedAt: check?.at ?? null,
    fault: check?.fault ?? null,
    running: run?.outcome === null ? runningOf(run) : null,
    asked,
    last: run && lastOf(run),
    back: before && {
      version: before.version,
      forgetsSince: before.schema !== null && before.schema !== migrations.length ? before.updatedAt : null,
    },
    isOpenNow: account === null ? null : isOpen(venue.openingHours, account.timezone, clock.now()),
  }
}

const runningOf = ({ kind, to, steps, startedAt }: UpdateRun): UpdateView['running'] => ({
  kind,
  to: to.version,
  step: steps.at(-1)?.step ?? 'preparing',
  startedAt,
})

const lastOf = ({ kind, from, to, endedAt, outcome, fault, detail, isDatabaseRestored }: UpdateRun) =>
  endedAt === null || outcome === null
    ? null
    : { kind, from: from.version, to: to.version, endedAt, outcome, fault, detail, isDatabaseRestored }

/**
 * Asks whoever started us to look for newer versions, to update, or to go back.
 * @throws {Fault} `no_updates` where nobody can, `updating` while one runs
 */
export async function askUpdate(house: House, action: UpdateAction): Promise<void> {
  const { config, clock, log } = house
  if (config.updates !== 'git' || house.restart === null) throw new Fault('no_updates')
  const { running, asked } = await getUpdate(house)
  if (running !== null || asked) throw new Fault('updating')
  log.info({ action }, 'someone asked for an update')
  await writeUpdateAsk(config.data, { action, to: null, at: iso(clock.now()) })
}
