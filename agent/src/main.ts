import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeApp } from './api/app.ts'
import { serveControl } from './api/control.ts'
import { makeHandlers } from './api/routes/index.ts'
import { serve } from './api/server.ts'
import { makeSite } from './api/static.ts'
import { systemClock } from './clock.ts'
import { type Config, ConfigFault, readConfig } from './config.ts'
import { venueWays } from './discover/ways.ts'
import { makeEncryption } from './encryption.ts'
import { Backups } from './flow/backups.ts'
import { makeBus } from './flow/bus.ts'
import { makeDelivery } from './flow/deliver.ts'
import { DiscoveryRounds } from './flow/discovery.ts'
import { makeFollowUp } from './flow/follow-up.ts'
import { makeMailDesk } from './flow/mail-desk.ts'
import { makeWatch } from './flow/make-watch.ts'
import { noteMissingDatabase } from './flow/missing-database.ts'
import { Presence } from './flow/presence.ts'
import { makeRecipientTeller } from './flow/recipients.ts'
import { handsOnDesk } from './hands-on.ts'
import { startHeartbeat } from './heartbeat.ts'
import { type Log, makeLog, makeTerminalLog } from './log.ts'
import { machine } from './net/machine.ts'
import { mailboxAt } from './net/mailbox.ts'
import { surroundings } from './net/surroundings.ts'
import { listenForTraps } from './net/traps.ts'
import { makeOutgoing } from './outgoing.ts'
import { makePictures } from './pictures/pictures.ts'
import { findProbe, probes } from './probes/index.ts'
import { sayHello } from './say-hello.ts'
import { startFetching } from './services/channel-hooks/fetch-files.ts'
import { beginChannels } from './services/channels/begin-channels.ts'
import type { House } from './services/house.ts'
import { startPost } from './services/post/rounds.ts'
import { probeCatalogue } from './services/probes/catalogue.ts'
import { countLoopDelayAfresh } from './services/system/loop-delay.ts'
import { settle } from './settle.ts'
import { applyRestore } from './store/backup/restore.ts'
import { carryOverErased, carryOverStops } from './store/backup/stops.ts'
import { openBook } from './store/book.ts'
import { runningKey } from './store/keep-keys.ts'
import { applyRemoval } from './store/removal.ts'
import { openSealer } from './store/sealed.ts'
import { openStore } from './store/store.ts'
import { readUpdateRecord } from './store/update-files.ts'
import { whenWritable } from './store/when-writable.ts'
import { email } from './transports/email.ts'
import { builtAt, version } from './version.ts'

/** sysexits.h, EX_TEMPFAIL: who started us (`npm start`, systemd's `RestartForceExitStatus`) starts us again. */
const restartCode = 75
const answerMs = 200
const changelogFile = join(import.meta.dirname, '../../CHANGELOG.md')
const dashboardFolder = join(import.meta.dirname, '../../dashboard/dist')

/** How what runs may begin anew: on a disk that takes writes again, or as a new process. */
interface Ways {
  again: () => void
  restart: (() => void) | null
  beginAnew: () => void
}

/**
 * Opens the stores, starts the watch, serves the API; gives back how to close it all, in reverse. `again` is called where
 * the store had to begin in memory and the disk takes writes now.
 */
async function start(
  config: Config,
  log: Log,
  { again, restart, beginAnew }: Ways,
): Promise<{ close: () => Promise<void>; port: number }> {
  const clock = systemClock
  const startedAt = clock.now()
  if (await applyRemoval(config.data)) log.warn({}, 'the venue was removed; the box is as on its first day')
  const restoring = await applyRestore(config.data)
  if (restoring === 'applied') log.warn({}, 'a backup was restored; what was there before becomes one')
  if (restoring === 'failed') log.error({}, 'a backup waits to be restored, and the disk does not let it')
  const store = await openStore({ file: join(config.data, 'sereno.db'), log, clock })
  await carryOverStops(store, config.data).catch((fault: Error) =>
    log.error({ fault: fault.message }, 'who stopped their mails before the restore cannot be read'),
  )
  await carryOverErased(store, config.data).catch((fault: Error) =>
    log.error({ fault: fault.message }, 'who was deleted before the restore cannot be read'),
  )
  const book = await openBook({ folder: config.data, log, clock })
  const crashed = (await store.keep.get(runningKey)) === true
  const noted = store.keep.set({ [runningKey]: true })
  await noted.catch((fault: Error) => log.error({ fault: fault.message }, 'the disk takes no writes'))
  const isMissing = store.isNew && book.read().account !== null
  if (isMissing) await noteMissingDatabase(store, clock)

  const bus = makeBus()
  let discovery: DiscoveryRounds | null = null
  const running = await makeWatch({
    clock,
    log,
    bus,
    book,
    store,
    venue: () => book.read(),
    findProbe: (type) => findProbe(type) ?? null,
    surroundings,
    looksAround: config.subnets !== 'none',
    ...(config.subnets !== 'none' && { traps: { listen: listenForTraps, port: 162 } }),
    candidateName: (mac) => discovery?.nameOf(mac) ?? null,
    builtAt,
    crashed,
  })
  const { watch, actions, identities } = running
  discovery = await DiscoveryRounds.make({
    clock,
    log,
    bus,
    store,
    venue: () => book.read(),
    devices: () => book.read().devices,
    live: (id) => watch.live(id),
    identities,
    surroundings,
    ways: venueWays,
    subnets: config.subnets,
  })
  const transport = email
  const clockTrusted = () => watch.clockTrusted()
  const delivery = makeDelivery({ store, book, config, transport, bus, clock, log, actions, clockTrusted })
  const followUp = makeFollowUp({ store, book, watch, bus, clock, log, config })
  const recipients = makeRecipientTeller({ store, book, bus, clock, log, config })
  const mail = makeMailDesk({ book, config, transport, delivery })
  const backups = new Backups({
    clock,
    log,
    book,
    store,
    trouble: running.trouble,
    folder: config.data,
    version,
    clockTrusted,
  })
  const sealer = openSealer(config.data)
  const encryption = makeEncryption({ config, clock, log, store, sealer, trouble: running.trouble, clockTrusted })
  let { port } = config
  const { webhooks, push, channels, outside } = makeOutgoing({
    ...{ config, clock, log, bus, book, store, sealer, actions, clockTrusted },
    ports: () => [port, encryption.desk.view().port ?? port],
    house: () => house,
  })
  const catalogue = probeCatalogue(probes)
  const closing = new AbortController()
  const house: House = {
    config,
    clock,
    log,
    bus,
    book,
    store,
    sealer,
    watch,
    identities,
    discovery,
    followUp,
    recipients,
    webhooks,
    push,
    channels,
    outside,
    mail,
    handsOn: handsOnDesk(config, closing.signal),
    backups,
    trust: encryption.desk,
    pictures: makePictures(),
    probes: catalogue,
    presence: { users: new Presence(), visitors: new Presence() },
    mailbox: config.demoMailbox === undefined ? null : mailboxAt(config.demoMailbox),
    machine,
    restart,
    beginAnew,
    startedAt,
    version,
    changelog: () => readFile(changelogFile, 'utf8').catch(() => ''),
  }

  const app = makeApp(house, makeHandlers(house), await makeSite(dashboardFolder))
  const closeControl = await serveControl(house)
  const serving = await serve(app, { host: config.host, port: config.port })
  port = serving.port
  await encryption.start(app)
  await running.start()
  discovery.start()
  await delivery.start()
  webhooks.start()
  push.start()
  channels.start()
  await followUp.start()
  await backups.start()
  await recipients.start()
  await settle(house)
  await beginChannels(house).catch((fault: Error) =>
    log.error({ fault: fault.message }, 'the first live chat waits for the next start'),
  )
  const stopPost = startPost(house)
  const stopFetching = startFetching(house)
  await sayHello(house, serving.port, isMissing)
  const stopWaiting = store.inMemory === null ? () => {} : whenWritable(config.data, clock, again)
  countLoopDelayAfresh()

  const close = async () => {
    const update = (await readUpdateRecord(config.data)).run
    if (update?.outcome === null) {
      bus.emit('update.goes_on', update.startedAt)
      // What was just said goes out before the streams end.
      await pause(answerMs)
    }
    stopWaiting()
    closing.abort()
    await serving.close()
    await encryption.stop()
    await backups.stop()
    await recipients.stop()
    await stopPost()
    await stopFetching()
    await closeControl()
    await followUp.stop()
    await channels.stop()
    await push.stop()
    await webhooks.stop()
    await delivery.stop()
    await discovery?.stop()
    await running.stop()
    await store.keep.set({ [runningKey]: null }).catch(() => {})
    await book.close()
    await store.close()
  }
  return { close, port }
}

/** Why it did not start; for a port that is taken, also what to do. */
const whyNot = ({ code, message }: NodeJS.ErrnoException, { port }: Config): string =>
  code === 'EADDRINUSE'
    ? `port ${port} is taken by another program, perhaps another Sereno. Choose another with --port (0: any that is free).`
    : message

async function main(): Promise<void> {
  let config: Config
  try {
    config = readConfig(process.argv.slice(2), process.env)
  } catch (fault) {
    if (!(fault instanceof ConfigFault)) throw fault
    process.stderr.write(`Sereno cannot start:\n${fault.message}\n`)
    process.exit(2)
  }
  const log = process.stdout.isTTY ? await makeTerminalLog(config.logLevel) : makeLog(config.logLevel)
  let close: (() => Promise<void>) | null = null
  let ending = false
  const end = async (code = 0) => {
    if (ending) return
    ending = true
    await close?.()
    process.exit(code)
  }
  /** After the answer to who asked for it. */
  const restart = () => void setTimeout(() => void end(restartCode), answerMs)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end())
  const begin = async () => {
    try {
      const started = await start(config, log, {
        again: () => void again(),
        restart: config.supervised === '1' ? restart : null,
        beginAnew: () => void setTimeout(() => void again(), answerMs),
      })
      close = started.close
      // Where any that was free would do, who looks at the dashboard finds it there again.
      config = { ...config, port: started.port }
    } catch (fault) {
      process.stderr.write(`Sereno cannot start: ${whyNot(fault as NodeJS.ErrnoException, config)}\n`)
      log.debug({ fault }, 'the start failed')
      process.exit(1)
    }
  }
  /** What was only in memory goes; what still lasts is found again within a minute. */
  const again = async () => {
    log.info({}, 'the watch begins anew')
    const before = close
    close = null
    await before?.()
    if (!ending) await begin()
  }
  await begin()
  startHeartbeat()
}

// Whoever read what we print may go away: that is no reason to end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

await main()
