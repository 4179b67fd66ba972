import { join } from 'node:path'
import { makeApp } from '../../src/api/app.ts'
import { makeHandlers } from '../../src/api/routes/index.ts'
import { serve } from '../../src/api/server.ts'
import { makeSite } from '../../src/api/static.ts'
import { makePushDelivery } from '../../src/flow/push.ts'
import { makePushKeys } from '../../src/flow/push-keys.ts'
import { afterQuiet, spreadPush } from '../../src/services/push/spread-push.ts'
import { hashPassword } from '../../src/services/session/password.ts'
import { claimCode } from '../../src/services/setup/claim-code.ts'
import { makePushTransport } from '../../src/transports/web-push.ts'
import { makeHouse } from './house.ts'
import { newUser } from './new-user.ts'
import { openPushService } from './push-service.ts'
import { paperOutNow } from './pushes.ts'

/** A house behind the real door with the built dashboard, whose pushes go to a service on loopback; for browsers. */
export async function openPushVenue() {
  const house = await makeHouse()
  const service = await openPushService()
  const push = makePushDelivery({
    ...house,
    keys: makePushKeys(house),
    // The one way to a push service of one's own machine: no request and no setting leads there.
    transport: makePushTransport({
      version: 'test',
      ownDoor: () => ({ addresses: [], ports: [1], publicUrl: house.config.publicUrl }),
      nearby: { ca: service.ca },
    }),
    subject: () => 'mailto:bar@example.com',
    spread: (event) => spreadPush(house, event),
    afterQuiet: (userId) => afterQuiet(house, userId),
  })
  Object.assign(house, { push })
  const site = makeSite(join(import.meta.dirname, '../../../dashboard/dist'))
  const serving = await serve(makeApp(house, makeHandlers(house), await site), { host: '127.0.0.1', port: 0 })
  push.start()
  const idOf = async (username: string) => (await house.store.people.findLogin(username))?.id ?? ''
  return {
    url: `http://127.0.0.1:${serving.port}`,
    publicUrl: house.config.publicUrl,
    service,
    claimCode: () => claimCode(house),
    paperOut: () => paperOutNow(house),
    browsersOf: async (username: string) => (await house.store.push.list(await idOf(username))).length,
    allowsPush: async (username: string) => (await house.store.notifications.of(await idOf(username))).allow.push,
    async addViewer(username: string, password: string) {
      const named = newUser({ id: username, username, email: `${username}@example.com`, phone: null, role: 'viewer' })
      await house.store.people.addUser({ ...named, passwordHash: await hashPassword(password) }, [], [])
    },
    async close() {
      await push.stop()
      await serving.close()
      await service.close()
      await house.close()
    },
  }
}
