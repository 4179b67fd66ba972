import type { House } from '../../services/house.ts'
import type { Handlers } from '../handlers.ts'
import { openapi } from '../openapi.ts'

/** The document that describes this API; made when it is first asked for. */
export function openapiRoutes(house: House): Handlers<'openapi'> {
  let made: Record<string, unknown> | null = null
  return {
    openapi: async () => {
      made ??= openapi(house.version)
      return made
    },
  }
}
