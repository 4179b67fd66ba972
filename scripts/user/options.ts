import { type Role, roles } from '@sereno/shared/user.ts'
import { type CommonOptions, commonOptions, readFlags, usage } from '../cli/options.ts'

/** What `sereno user` was asked to do. */
export type Asked =
  | { verb: 'reset'; login: string; secondStepOff: boolean }
  | { verb: 'disable'; login: string }
  | { verb: 'list' }
  | { verb: 'create'; user: NewUser }

interface NewUser {
  username: string
  fullName: string
  email: string
  phone: string | null
  role: Role
  /** As `--user-lang` said; the venue's where it said nothing. */
  language: string | null
  welcome: boolean
}

type Flags = ReturnType<typeof readFlags>['values']

const ownFlags = {
  data: { type: 'string' },
  'second-step-off': { type: 'boolean' },
  email: { type: 'string' },
  role: { type: 'string' },
  'full-name': { type: 'string' },
  phone: { type: 'string' },
  'user-lang': { type: 'string' },
  welcome: { type: 'boolean' },
} as const

const textOf = (value: Flags[string]): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** @throws {CliFault} `E_USAGE` */
export function userOptions(
  args: string[],
  environment: NodeJS.ProcessEnv,
  color: boolean,
): CommonOptions & { data: string; asked: Asked | null } {
  const { values, positionals } = readFlags(args, ownFlags)
  const common = commonOptions(values, environment, color)
  return {
    ...common,
    data: textOf(values.data) ?? environment.SERENO_DATA ?? './data',
    asked: common.help || common.version ? null : askedOf(positionals, values),
  }
}

function askedOf([verb, login, ...more]: string[], values: Flags): Asked {
  if (verb === 'list' && login === undefined) return { verb }
  if (login === undefined || more.length > 0) throw usage('user_what')
  if (verb === 'disable') return { verb, login }
  if (verb === 'reset') return { verb, login, secondStepOff: values['second-step-off'] === true }
  if (verb === 'create') return { verb, user: newUser(login, values) }
  throw usage('user_what')
}

function newUser(username: string, values: Flags): NewUser {
  const email = textOf(values.email)
  const given = textOf(values.role)
  const role = roles.find((one) => one === given)
  if (email === null || role === undefined) throw usage('user_needs', { roles: roles.join(', ') })
  return {
    username,
    // People are called by something: until they say, by their username.
    fullName: textOf(values['full-name']) ?? username,
    email,
    phone: textOf(values.phone),
    role,
    language: textOf(values['user-lang']),
    welcome: values.welcome === true,
  }
}
