// A process of its own that sends the pushes that wait, so that a test can kill it: arguments are the folder of the stores
// and the certificate of the push service on loopback.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '../../src/clock.ts'
import { makeBus } from '../../src/flow/bus.ts'
import { makePushDelivery } from '../../src/flow/push.ts'
import { makePushKeys } from '../../src/flow/push-keys.ts'
import { makeLog } from '../../src/log.ts'
import { openSealer } from '../../src/store/sealed.ts'
import { openStore } from '../../src/store/store.ts'
import { makePushTransport } from '../../src/transports/web-push.ts'

const [folder = '', certificate = ''] = process.argv.slice(2)
const clock = systemClock
const log = makeLog('fatal')
const store = await openStore({ file: join(folder, 'sereno.db'), log, clock })
const delivery = makePushDelivery({
  store,
  keys: makePushKeys({ store, sealer: openSealer(folder), log }),
  transport: makePushTransport({
    version: 'test',
    ownDoor: () => ({ addresses: [], ports: [1], publicUrl: 'http://sereno.local:7373' }),
    nearby: { ca: readFileSync(certificate) },
  }),
  bus: makeBus(),
  clock,
  log,
  subject: () => 'mailto:ana@bar.example',
  spread: async () => ({ deliveries: [], quiet: [] }),
  afterQuiet: async () => [],
})
delivery.start()
// Ends by itself, once everything is sent and written down.
while ((await store.push.heads()).length > 0) await pause(20)
await delivery.stop()
await store.close()
