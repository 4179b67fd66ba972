import type { ProbeKind } from '@sereno/shared/device.ts'
import { z } from 'zod'
import type { ProbeCatalogue, ProbeForm } from '../house.ts'

/** The catalogue of these probes. Their schemas are described once, when it is made. */
export function probeCatalogue(probes: readonly ProbeForm[]): ProbeCatalogue {
  const known = new Map(probes.map((probe) => [probe.type, probe]))
  const kinds = probes.map(kindOfProbe)
  const secrets = new Map(kinds.map((kind) => [kind.type, secretNames(kind.options)]))
  return {
    find: (type) => known.get(type) ?? null,
    usualFor: (type) => probes.filter((probe) => probe.usualFor.includes(type)),
    kinds: () => kinds,
    secretsOf: (type) => secrets.get(type) ?? new Set(),
  }
}

function kindOfProbe({ type, rate, usualFor, options }: ProbeForm): ProbeKind {
  return { type, ...rate, usualFor: [...usualFor], options: z.toJSONSchema(options, { io: 'input' }) }
}

/** Fields marked as secret, in every form that the options can take (one for each SNMP version, for example). */
function secretNames(schema: unknown): Set<string> {
  if (!isRecord(schema)) return new Set()
  const names = Object.entries(isRecord(schema.properties) ? schema.properties : {})
    .filter(([, field]) => isRecord(field) && field.secret === true)
    .map(([name]) => name)
  const forms = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => (Array.isArray(list) ? list : []))
  return new Set([...names, ...forms.flatMap((form) => [...secretNames(form)])])
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
