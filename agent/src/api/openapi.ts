import type { Access, Contract } from '@sereno/shared/api/contract.ts'
import { api, type RouteName } from '@sereno/shared/api/index.ts'
import { problem } from '@sereno/shared/api/problem.ts'
import { z } from 'zod'

type Json = Record<string, unknown>

/** The API as an OpenAPI 3.1 document, made from the contracts. */
export function openapi(version: string): Json {
  const paths: Record<string, Json> = {}
  for (const name of Object.keys(api) as RouteName[]) {
    const contract: Contract = api[name]
    const path = contract.path.replace(/:(\w+)/gu, '{$1}')
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: operation(name, contract) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Sereno',
      version,
      summary: 'Watches the network that a venue’s POS lives on',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'sereno_session' },
        sessionOverHttps: { type: 'apiKey', in: 'cookie', name: '__Host-sereno_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Problem: schema(problem, 'output') },
    },
  }
}

function operation(name: string, contract: Contract): Json {
  return {
    operationId: name,
    tags: [name.split('.')[0]],
    summary: contract.summary,
    parameters: [...pathParameters(contract.path), ...queryParameters(contract.query)],
    ...(contract.upload && {
      requestBody: {
        required: true,
        content: Object.fromEntries([contract.upload].flat().map((type) => [type, { schema: binary }])),
      },
    }),
    ...(contract.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schema(contract.body, 'input') } } },
    }),
    responses: { [contract.status]: success(contract), ...refusals(contract) },
    security: contract.access === 'public' ? [] : [{ session: [] }, { sessionOverHttps: [] }, { token: [] }],
    'x-access': access(contract.access),
  }
}

const binary = { type: 'string', format: 'binary' }
const access = (who: Access) => (who === 'public' ? 'public' : { ...who })

function success(contract: Contract): Json {
  const type = contract.contentType ?? 'application/json'
  if (contract.response !== null) {
    return { description: 'Done', content: { [type]: { schema: schema(contract.response, 'output') } } }
  }
  return contract.contentType === undefined
    ? { description: 'Done; nothing more to say' }
    : { description: 'Done', content: { [type]: { schema: { type: 'string' } } } }
}

const meanings: Record<number, string> = {
  400: 'Malformed',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not there, or not yours to see',
  409: 'Conflicts with what is there',
  413: 'Too large',
  415: 'Not application/json',
  422: 'Well-formed but wrong',
  429: 'Too often, or too many wrong secrets; see Retry-After',
  507: 'The disk is too full',
}

function refusals(contract: Contract): Json {
  const isChange = contract.method !== 'GET'
  const may: Record<number, boolean> = {
    400: isChange,
    401: contract.access !== 'public' || contract.path.endsWith('/session'),
    403: contract.access !== 'public' || isChange,
    404: contract.path.includes(':') || contract.path.endsWith('/account'),
    409: isChange,
    413: isChange,
    415: isChange,
    422: contract.path.startsWith('/api/'),
    429: isChange,
    507: contract.path.includes('/backup'),
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    Object.entries(meanings)
      .filter(([status]) => may[Number(status)])
      .map(([status, description]) => [status, { description, content }]),
  )
}

const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/:(\w+)/gu)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (query === undefined) return []
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: shape,
  }))
}

/** JSON Schema of a zod schema; without `$schema`, which OpenAPI 3.1 states for the whole document. */
function schema(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, '~standard': __, ...rest } = z.toJSONSchema(type, { io, unrepresentable: 'any' }) as Json
  return rest
}
