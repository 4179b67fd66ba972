import type { HttpBindings } from '@hono/node-server'
import type { RouteName } from '@sereno/shared/api/index.ts'
import { Hono } from 'hono'
import type { House } from '../services/house.ts'
import type { Handlers } from './handlers.ts'
import type { Site } from './static.ts'

export function makeApp(_house: House, _handlers: Handlers<RouteName>, _site: Site): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>()
}
