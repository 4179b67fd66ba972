// A process of its own that sends what waits on the channels outside, so that a test can kill it: arguments are the folder
// of the stores and the address of the Graph API on loopback.
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '../../src/clock.ts'
import { makeActionLog } from '../../src/flow/actions.ts'
import { makeBus } from '../../src/flow/bus.ts'
import { makeChannels } from '../../src/flow/channels.ts'
import { Recorder } from '../../src/flow/recorder.ts'
import { makeLog } from '../../src/log.ts'
import { openBook } from '../../src/store/book.ts'
import { openSealer } from '../../src/store/sealed.ts'
import { openStore } from '../../src/store/store.ts'

const [folder = '', url = ''] = process.argv.slice(2)
const clock = systemClock
const log = makeLog('fatal')
const store = await openStore({ file: join(folder, 'sereno.db'), log, clock })
const book = await openBook({ folder, log, clock })
const bus = makeBus()
const actions = makeActionLog(await Recorder.start(store.journal, clock, bus))
const place = { url, timeoutMs: 5000 }
const clockTrusted = async () => true
const sealer = openSealer(folder)
const channels = makeChannels({ store, book, sealer, place, bus, clock, log, actions, clockTrusted })
channels.start()
// Ends by itself, once everything is sent and written down.
while ((await store.talk.heads()).length > 0) await pause(20)
await channels.stop()
await book.close()
await store.close()
