/**
 * Loaded before a program (`node --import`): its time of day runs `SERENO_CLOCK_RATE` times too fast from its start on, in
 * every thread. Timers and `performance.now()` stay as they are.
 */
const RealDate = globalThis.Date
const rate = Number(process.env.SERENO_CLOCK_RATE)
/** When the process started, the same in each of its threads. */
const startedAt = RealDate.now() - process.uptime() * 1000
const now = (): number => Math.round(startedAt + (RealDate.now() - startedAt) * rate)

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: unknown[]) => Reflect.construct(target, given.length === 0 ? [now()] : given) as object,
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
