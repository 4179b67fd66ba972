// A process of its own that sends what waits in an outbox, so that a test can kill it: arguments are the folder of the
// stores and the address of the mail server.
import { join } from 'node:path'
import { systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { makeActionLog } from '../../src/flow/actions.ts'
import { makeBus } from '../../src/flow/bus.ts'
import { makeDelivery } from '../../src/flow/deliver.ts'
import { Recorder } from '../../src/flow/recorder.ts'
import { makeLog } from '../../src/log.ts'
import { openBook } from '../../src/store/book.ts'
import { openStore } from '../../src/store/store.ts'
import { makeEmail } from '../../src/transports/email.ts'

const [folder = '', smtpUrl = ''] = process.argv.slice(2)
const clock = systemClock
const log = makeLog('fatal')
const config = readConfig(['--data', folder, '--smtp-url', smtpUrl, '--mail-from', 'sereno@bar.test'], {})
const store = await openStore({ file: join(folder, 'sereno.db'), log, clock })
const book = await openBook({ folder, log, clock })
const bus = makeBus()
const actions = makeActionLog(await Recorder.start(store.journal, clock, bus))
const transport = makeEmail()
const clockTrusted = async () => true
const delivery = makeDelivery({ store, book, config, transport, bus, clock, log, actions, clockTrusted })
// Ends by itself, once everything is sent and written down.
bus.on('outbox.changed', async () => {
  if ((await store.outbox.waiting()).count > 0) return
  await delivery.stop()
  await book.close()
  await store.close()
})
await delivery.start()
