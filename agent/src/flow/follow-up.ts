import type { IntegrationSetting, RunProgress, RunResult } from '@sereno/shared/integration.ts'
import { decide } from '../integrations/error-follow-up/decide.ts'
import {
  type DueRun,
  dueRun,
  isQuietDay,
  type LastRun,
  localDateAt,
  nextInstant,
  nextSending,
} from '../integrations/error-follow-up/window.ts'
import type { RunRecord } from '../store/types.ts'
import { recordAlive } from './alive-run.ts'
import { allDelivered } from './delivered.ts'
import type { FollowUpDesk, Person } from './desks.ts'
import { dayMs, type Going, recordRun, risingUntil, whoSaved, zoneOf } from './digest-run.ts'
import type { FollowUpTools } from './follow-up-tools.ts'
import { MailLock } from './mail-lock.ts'
import { mailSettingsInForce } from './mail-settings.ts'
import { keyOf } from './stop-links.ts'

/** Wakes at least this often, so that a jump of the clock moves the next run with it. */
const wakeEveryMs = 60_000

/** A run on demand that goes on now; with `runId` it sends. */
interface UnderWay {
  progress: RunProgress
  runId: string | null
}

/** A daily run as the next one goes on from it. */
const lastRunOf = ({ localDate, scheduledAt, since, reason }: RunRecord): LastRun | null =>
  localDate === null || scheduledAt === null
    ? null
    : { localDate, scheduledAt, waitingSince: reason === 'quiet_day' ? since : null }

/** Error Follow Up: the desk for the services, and the daily round behind it. */
export interface FollowUp extends FollowUpDesk {
  start(): Promise<void>
  /** Resolves once no run is under way; what a run wrote down is sent after the next start. */
  stop(): Promise<void>
}

export function makeFollowUp(tools: FollowUpTools): FollowUp {
  const { store, book, watch, bus, clock, log } = tools
  const end = new AbortController()
  /** The last daily run of each integration, by its id; the store has the last word. */
  const lastRuns = new Map<string, LastRun>()
  /** The day after whose run a sign of life was thought of, by integration. */
  const aliveAsked = new Map<string, string>()
  const waiting = new Set<Promise<unknown>>()
  /** How far the runs on demand are, by integration. */
  const underWay = new Map<string, UnderWay>()
  let cancelTimer = () => {}
  let round: Promise<void> | null = null
  let wanted = false
  let unsubscribe = () => {}

  const lastOf = (setting: IntegrationSetting): LastRun | null => lastRuns.get(setting.id) ?? null

  async function learnLast(integrationId: string): Promise<void> {
    const last = await store.runs.latestDaily(integrationId)
    const known = last && lastRunOf(last)
    if (known) lastRuns.set(integrationId, known)
  }

  /** Looks at what is due and sleeps until the next instant; one round at a time. */
  function wake(): void {
    wanted = true
    round ??= makeRounds().finally(() => {
      round = null
      if (wanted && !end.signal.aborted) wake()
    })
  }

  async function makeRounds(): Promise<void> {
    while (wanted && !end.signal.aborted) {
      wanted = false
      cancelTimer()
      for (const setting of book.read().integrations) {
        await runIfDue(setting).catch((fault: Error) =>
          log.error({ integration: setting.id, fault: fault.message }, 'the daily run failed, and is tried again'),
        )
      }
      const now = clock.now()
      const next = Math.min(
        ...book
          .read()
          .integrations.filter(({ active }) => active)
          .map((setting) => nextInstant(setting, zoneOf(tools), lastOf(setting), now)),
      )
      cancelTimer = clock.after(Math.min(Math.max(next - now, 0), wakeEveryMs), wake)
    }
  }

  async function runIfDue(setting: IntegrationSetting): Promise<void> {
    if (!setting.active || end.signal.aborted) return
    const due = dueRun(setting, zoneOf(tools), lastOf(setting), clock.now())
    if (due) {
      if (!(await watch.clockTrusted())) return
      await runDaily(setting, due)
    }
    await sayAlive(setting)
  }

  const isQuietNow = ({ quietDays }: Pick<IntegrationSetting, 'quietDays'>): boolean =>
    isQuietDay({ quietDays }, localDateAt(clock.now(), zoneOf(tools)))

  /** After the daily run, and after a start between the two: the store knows whether it was said. */
  async function sayAlive(setting: IntegrationSetting): Promise<void> {
    const last = lastOf(setting)
    if (!setting.weeklyAlive || !last || aliveAsked.get(setting.id) === last.localDate) return
    // As the daily run, it is not caught up from before the form was saved.
    if (last.scheduledAt <= Date.parse(setting.savedAt) || last.waitingSince !== null || isQuietNow(setting)) return
    if (!(await watch.clockTrusted())) return
    const { emails: recipients } = await going(await recipientsOf(setting))
    const recorded = await recordAlive(tools, { setting, last, recipients, nextRunAt: nextRunAt(setting) })
    aliveAsked.set(setting.id, last.localDate)
    if (!recorded) return
    log.info({ integration: setting.id, localDate: last.localDate }, 'weekly sign of life')
    keepWaiting(deliver(recorded.run))
  }

  async function runDaily(setting: IntegrationSetting, due: DueRun): Promise<void> {
    const recipients = await going(await recipientsOf(setting))
    const { localDate, since, until } = due
    const order = {
      setting,
      trigger: 'daily',
      since,
      until,
      localDate,
      recipients,
      requestedBy: null,
      allClear: false,
      // One that is late must not break into a quiet day either.
      quietDay: isQuietDay(setting, localDate) || isQuietNow(setting),
    } as const
    const recorded = await recordRun(tools, order)
    if (!recorded) return learnLast(setting.id)
    const known = lastRunOf(recorded.run)
    if (known) lastRuns.set(setting.id, known)
    log.info(
      { integration: setting.id, localDate, reason: recorded.run.reason, total: recorded.run.total },
      'daily run',
    )
    if (recorded.items.length > 0) keepWaiting(deliver(recorded.run))
  }

  /** Without those who have stopped the mails. */
  async function going(emails: string[]): Promise<Going> {
    const standing = await store.recipients.standing(emails.map(keyOf))
    const left = emails.filter((_, index) => standing[index]?.stoppedAt === null)
    return { emails: left, optedOut: emails.length > 0 && left.length === 0 }
  }

  const recipientsOf = async (setting: IntegrationSetting): Promise<string[]> =>
    setting.test ? tester(setting) : setting.emails

  async function tester(setting: IntegrationSetting): Promise<string[]> {
    const user = await whoSaved(tools, setting)
    if (!user) log.warn({ integration: setting.id }, 'a test has no one to send to: who saved it is gone')
    return user ? [user.email] : []
  }

  function keepWaiting(work: Promise<unknown>): void {
    const kept = work
      .catch((fault: Error) => log.error({ fault: fault.message }, 'the result of a run cannot be written down'))
      .finally(() => waiting.delete(kept))
    waiting.add(kept)
  }

  /** Hands the mails over, and says after 30 s at most whether all have arrived; later arrivals do not change the run. */
  async function deliver(run: RunRecord): Promise<boolean> {
    const delivered = allDelivered(tools, run.id, (await nothingGoes()) ? AbortSignal.abort() : end.signal)
    bus.emit('outbox.filled')
    if (!(await delivered)) return false
    await store.runs.setReason(run.id, 'sent')
    return true
  }

  /** No use waiting: there is no mail server, or it does not let us in. */
  async function nothingGoes(): Promise<boolean> {
    const { settings } = mailSettingsInForce(tools.config, book.read())
    if (!settings) return true
    const lock = new MailLock(store)
    await lock.load()
    return lock.reason(settings) !== null
  }

  function nextRunAt(setting: IntegrationSetting): number | null {
    return setting.active ? nextSending(setting, zoneOf(tools), lastOf(setting), clock.now()) : null
  }

  async function runNow(setting: IntegrationSetting, person: Person, order: { allClear: boolean }, mine: UnderWay) {
    await watch
      .checkAll((done, of) => {
        mine.progress = { stage: 'looking', done, of }
      })
      .catch((fault: Error) => log.error({ fault: fault.message }, 'the fresh look failed'))
    mine.progress = { ...mine.progress, stage: 'counting' }
    // A millisecond more: what the fresh look has just written belongs to it.
    const until = clock.now() + 1
    const recorded = await recordRun(tools, {
      setting,
      trigger: 'demand',
      since: until - dayMs,
      until,
      localDate: null,
      recipients: await going(setting.test ? [person.email] : setting.emails),
      requestedBy: person.fullName,
      allClear: order.allClear,
      quietDay: false,
    })
    if (!recorded) return { sent: false, reason: 'queued' as const, counts: {}, digestId: null }
    const { run, items } = recorded
    const { counts, digestId } = run
    if (items.length > 0) mine.runId = run.id
    const sent = items.length > 0 && (await deliver(run))
    return { sent, reason: sent ? ('sent' as const) : run.reason, counts, digestId }
  }

  return {
    nextRunAt,

    async preview(form) {
      const now = clock.now() + 1
      const { send, reason, total, counts } = decide(
        await store.journal.between(now - dayMs, now, form.kinds),
        form,
        'daily',
        { quietDay: isQuietNow(form) },
      )
      return { wouldSend: send, reason, total, counts, rising: await risingUntil(tools, form, now) }
    },

    async run(setting, person, order = { allClear: false }): Promise<RunResult> {
      const mine: UnderWay = { progress: { stage: 'looking', done: 0, of: 0 }, runId: null }
      underWay.set(setting.id, mine)
      try {
        return await runNow(setting, person, order, mine)
      } finally {
        if (underWay.get(setting.id) === mine) underWay.delete(setting.id)
      }
    },

    async progress(integrationId) {
      const run = underWay.get(integrationId)
      if (run === undefined) return { stage: null, done: 0, of: 0 }
      if (run.runId === null) return run.progress
      const mails = await store.outbox.ofRun(run.runId)
      return { stage: 'sending', done: mails.filter(({ state }) => state === 'sent').length, of: mails.length }
    },

    async start() {
      for (const setting of book.read().integrations) await learnLast(setting.id)
      unsubscribe = book.onChange(wake)
      wake()
    },

    async stop() {
      end.abort()
      unsubscribe()
      cancelTimer()
      await round
      cancelTimer()
      await Promise.all(waiting)
    },
  }
}
