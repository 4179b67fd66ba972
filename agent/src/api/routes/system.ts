import { api } from '@sereno/shared/api/index.ts'
import type { House } from '../../services/house.ts'
import { metricsText } from '../../services/metrics/metrics-text.ts'
import { getSystem } from '../../services/system/get-system.ts'
import { restartAgent } from '../../services/system/restart-agent.ts'
import { askUpdate, getUpdate } from '../../services/system/update.ts'
import type { Handlers } from '../handlers.ts'

/** The agent itself. */
export const systemRoutes = (
  house: House,
): Handlers<'system.get' | 'system.restart' | 'system.update.get' | 'system.update.ask' | 'metrics'> => ({
  'system.get': ({ language }) => getSystem(house, language),
  'system.restart': async () => {
    restartAgent(house)
    return { restarting: true }
  },
  'system.update.get': () => getUpdate(house),
  'system.update.ask': async ({ body }) => {
    await askUpdate(house, body.action)
    return { asked: true }
  },
  metrics: async ({ headers }) => {
    const answer = new Headers(headers)
    answer.set('content-type', api.metrics.contentType)
    return new Response(await metricsText(house), { headers: answer })
  },
})
