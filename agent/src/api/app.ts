import { hostname } from 'node:os'
import type { HttpBindings } from '@hono/node-server'
import type { Contract } from '@sereno/shared/api/contract.ts'
import { api, type RouteName } from '@sereno/shared/api/index.ts'
import { demoHeader } from '@sereno/shared/demo-header.ts'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import type { House } from '../services/house.ts'
import { secureOrigins } from '../services/trust/secure-origins.ts'
import { preflight, readableElsewhere } from './cross-origin.ts'
import { enter, type OpenHandler, venueLanguage } from './door.ts'
import type { Handlers } from './handlers.ts'
import { makeHostCheck } from './host.ts'
import { acceptedLanguage } from './language.ts'
import { isOpenOutside, mayPassOn } from './outside-door.ts'
import { type ProblemCode, problem } from './problem.ts'
import { forOtherSites, mayAsk, secured } from './security.ts'
import type { Site } from './static.ts'
import { toProblem } from './to-problem.ts'

interface Env {
  Bindings: HttpBindings
}

/** The whole HTTP side: every contract behind the door, and the dashboard for everything else. */
export function makeApp(house: House, handlers: Handlers<RouteName>, site: Site): Hono<Env> {
  const app = new Hono<Env>()
  const isOurHost = makeHostCheck(house.config.publicUrl, hostname())
  const languageOf = (context: Context) =>
    acceptedLanguage(context.req.header('accept-language')) ?? venueLanguage(house)
  const refuse = (context: Context, code: ProblemCode, headers = {}) => problem(languageOf(context), code, { headers })

  app.use(async (context, next) => {
    const { host, pathname } = new URL(context.req.url)
    const { publicAddress } = house.book.read()
    const isOurs = [context.req.header('host') ?? '', host].every(
      (name) => isOurHost(name) || isOpenOutside(publicAddress, name, pathname),
    )
    const { publicUrl } = house.config
    if (isOurs && mayPassOn({ publicAddress, publicUrl }, context.req.raw.headers, pathname)) await next()
    else context.res = refuse(context, 'wrong_host')
    secured(context.res)
    if (house.mailbox !== null) context.res.headers.set(demoHeader, '1')
  })

  // The dashboard's own files are compressed once and kept.
  app.use('/api/*', compress({ encoding: 'gzip', contentTypeFilter: /^application\/json/u }))

  for (const name of plainPathsFirst(Object.keys(api) as RouteName[])) {
    const contract: Contract = api[name]
    // The type of `handlers` has checked each against its own contract; here they are all served alike.
    const handler = handlers[name] as unknown as OpenHandler
    app.on(contract.method, contract.path, async (context) => {
      const arrival = { ...context.env, request: context.req.raw, params: context.req.param() }
      const answer = await enter(house, contract, handler, arrival)
      return contract.crossOrigin ? readableElsewhere(house, contract, context.req.raw, answer) : answer
    })
  }
  for (const [path, methods] of methodsByPath()) {
    const open = Object.values<Contract>(api).find((one) => one.path === path && one.crossOrigin)
    if (open !== undefined) app.options(path, (context) => preflight(house, open, methods, context.req.raw))
    app.all(path, (context) => refuse(context, 'method_not_allowed', { allow: methods.join(', ') }))
  }
  app.all('/api/*', (context) => refuse(context, 'not_found'))
  app.get('*', async (context) => {
    const path = new URL(context.req.url).pathname
    const page = await site.answer(path, context.req.raw.headers, venueLanguage(house))
    if (path === '/widget.js') return forOtherSites(page)
    // It looks whether its browser trusts our HTTPS.
    return path.replace(/\/$/u, '') === '/trust' ? mayAsk(page, secureOrigins(house)) : page
  })
  app.all('*', (context) => refuse(context, 'method_not_allowed', { allow: 'GET, HEAD' }))
  app.onError((error, context) => secured(toProblem(house, error, languageOf(context))))
  return app
}

/** `/integrations/catalog` before `/integrations/:id`. */
const plainPathsFirst = (names: RouteName[]): RouteName[] =>
  names.toSorted((one, other) => placesIn(api[one].path) - placesIn(api[other].path))

const placesIn = (path: string) => path.split(':').length

function methodsByPath(): Map<string, string[]> {
  const methods = new Map<string, string[]>()
  for (const { method, path } of Object.values<Contract>(api)) {
    const known = methods.get(path) ?? []
    methods.set(path, [...known, method, ...(method === 'GET' ? ['HEAD'] : [])])
  }
  return new Map([...methods].toSorted(([one], [other]) => placesIn(one) - placesIn(other)))
}
