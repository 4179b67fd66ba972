import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import { updateWay } from '@sereno/shared/update-record.ts'
import { subnets as subnetList } from '@sereno/shared/venue.ts'
import { z } from 'zod'

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/** An SMTP server as an address: `smtp://user:pass@host:587`, `smtps://…`. */
const smtpUrl = z.url({ protocol: /^smtps?$/u, hostname: /.+/u })

const settings = z.object({
  data: z.string().min(1).default('./data'),
  host: z.union([z.ipv4(), z.ipv6(), z.hostname()]).default('0.0.0.0'),
  port: z
    .string()
    .regex(/^\d{1,5}$/u, { error: 'a whole number from 0 to 65535' })
    .transform(Number)
    .pipe(z.number().max(65_535))
    .default(7373),
  /** Where HTTPS answers; `none`: nowhere. Absent: 7443, or any that is free where the port for HTTP is any, too. */
  tlsPort: z
    .string()
    .regex(/^(?:none|\d{1,5})$/u, { error: 'a whole number from 0 to 65535, or none' })
    .transform((text) => (text === 'none' ? null : Number(text)))
    .pipe(z.number().max(65_535).nullable())
    .optional(),
  /** Blanks and hyphens in it do not count. */
  setupCode: z
    .string()
    .max(100)
    .refine((text) => text.replaceAll(/[\s-]/gu, '').length >= 6, {
      error: 'at least 6 characters, not counting blanks and hyphens',
    })
    .optional(),
  smtpUrl: smtpUrl.optional(),
  mailFrom: z.email().optional(),
  /** `none`: look only at devices that someone added. Absent: the subnets of the machine's own interfaces. */
  subnets: z
    .string()
    .transform((text) =>
      text.trim() === 'none' ? ('none' as const) : text.split(/[\s,]+/u).filter((part) => part !== ''),
    )
    .pipe(z.union([z.literal('none'), subnetList.min(1)], { error: '1 to 16 subnets such as 192.168.1.0/24, or none' }))
    .optional(),
  logLevel: z.enum(logLevels).default('info'),
  publicUrl: z
    .url({ protocol: /^https?$/u })
    .refine((text) => !/[?#@]/u.test(text), {
      error: 'no username, no question mark and no # in it: links go on from here',
    })
    .optional(),
  /** Who started us starts us again when we end with `restartCode`. */
  supervised: z.enum(['0', '1']).default('0'),
  /** Whether whoever started us can put other versions in place (`scripts/update/`), and why not. */
  updates: updateWay.default('by_hand'),
  /** Where Meta's Graph API answers; over plain HTTP only on this machine. */
  graphUrl: z
    .url({ protocol: /^https?$/u })
    .refine((text) => !/[?#@]/u.test(text), { error: 'no username, no question mark and no # in it' })
    .refine((text) => /^https:|^http:\/\/(127(\.\d+){3}|\[::1\]|localhost)(?=[:/]|$)/u.test(text), {
      error: 'over https, or on this machine',
    })
    .transform((text) => text.replace(/\/+$/u, ''))
    .default('https://graph.facebook.com'),
  /** By what whoever started us tells our answers from another agent's. */
  startId: z
    .string()
    .regex(/^[\w-]{1,64}$/u, { error: 'letters, digits and -' })
    .optional(),
  /** The demonstration's own mailbox on loopback; set, this is a demonstration and listens on loopback only. */
  demoMailbox: z
    .url({ protocol: /^http$/u, hostname: /^127\.0\.0\.1$/u, error: 'such as http://127.0.0.1:8025' })
    .refine((text) => !/[?#@]/u.test(text), { error: 'no username, no question mark and no # in it' })
    .transform((text) => text.replace(/\/+$/u, ''))
    .optional(),
})

export type Config = Readonly<
  Omit<z.infer<typeof settings>, 'publicUrl' | 'tlsPort'> & { publicUrl: string; tlsPort: number | null }
>

/** Each setting by its flag and its variable. */
const names = {
  data: ['data', 'SERENO_DATA'],
  host: ['host', 'SERENO_HOST'],
  port: ['port', 'SERENO_PORT'],
  tlsPort: ['tls-port', 'SERENO_TLS_PORT'],
  setupCode: ['setup-code', 'SERENO_SETUP_CODE'],
  smtpUrl: ['smtp-url', 'SERENO_SMTP_URL'],
  mailFrom: ['mail-from', 'SERENO_MAIL_FROM'],
  subnets: ['subnets', 'SERENO_SUBNETS'],
  logLevel: ['log-level', 'SERENO_LOG_LEVEL'],
  publicUrl: ['public-url', 'SERENO_PUBLIC_URL'],
  supervised: ['supervised', 'SERENO_SUPERVISED'],
  updates: ['updates', 'SERENO_UPDATES'],
  graphUrl: ['graph-url', 'SERENO_GRAPH_URL'],
  startId: ['start-id', 'SERENO_START_ID'],
  demoMailbox: ['demo-mailbox', 'SERENO_DEMO_MAILBOX'],
} as const satisfies Record<keyof z.infer<typeof settings>, readonly [flag: string, variable: string]>
const keys = Object.keys(names) as (keyof typeof names)[]

/** A setting that is wrong: stops the start, with a line a person can act on. */
export class ConfigFault extends Error {}

/**
 * Flags and environment, checked, as one frozen object; a flag wins over its variable.
 * @throws {ConfigFault} naming the setting and what is wrong with it
 */
export function readConfig(args: string[], environment: Record<string, string | undefined>): Config {
  const flags = readFlags(args)
  const raw: Record<string, string | undefined> = {}
  for (const key of keys) {
    const [flag, variable] = names[key]
    const value = flags[flag] ?? environment[variable]
    if (value !== undefined && value !== '') raw[key] = value
  }
  const result = settings.safeParse(raw)
  if (!result.success) {
    const lines = result.error.issues.map((issue) => {
      const [flag, variable] = names[issue.path[0] as keyof typeof names]
      return `${variable} (or --${flag}): ${issue.message}`
    })
    throw new ConfigFault([...new Set(lines)].join('\n'))
  }
  if (result.data.demoMailbox !== undefined && !/^(127(\.\d+){3}|::1|localhost)$/u.test(result.data.host)) {
    throw new ConfigFault('SERENO_HOST (or --host): a demonstration listens on 127.0.0.1 only')
  }
  const publicUrl = (result.data.publicUrl ?? `http://${hostname()}.local:${result.data.port}`).replace(/\/+$/u, '')
  const { port, tlsPort = port === 0 ? 0 : 7443 } = result.data
  if (tlsPort !== null && tlsPort !== 0 && tlsPort === port) {
    throw new ConfigFault('SERENO_TLS_PORT (or --tls-port): it is the port for HTTP already')
  }
  return Object.freeze({ ...result.data, tlsPort, publicUrl })
}

function readFlags(args: string[]): Record<string, string | undefined> {
  const options = Object.fromEntries(keys.map((key) => [names[key][0], { type: 'string' as const }]))
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values as Record<
      string,
      string | undefined
    >
  } catch (fault) {
    throw new ConfigFault(`${(fault as Error).message}\nKnown: ${keys.map((key) => `--${names[key][0]}`).join(' ')}`)
  }
}
