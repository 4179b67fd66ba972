import type { HttpBindings } from '@hono/node-server'

/** A request on its way to one route. */
export interface Arrival extends HttpBindings {
  request: Request
  params: Record<string, string>
}
