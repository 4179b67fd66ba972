import { randomUUID } from 'node:crypto'
import type { DeviceType, ProbeInput, ProbeSetting } from '@sereno/shared/device.ts'
import type { z } from 'zod'
import { Fault, type FieldFault } from '../fault.ts'
import { fieldPath } from '../field-path.ts'
import type { ProbeCatalogue, ProbeForm } from '../house.ts'

/** The usual probes of a device's type, with their own rates. */
export const usualProbes = (catalogue: ProbeCatalogue, type: DeviceType): ProbeSetting[] =>
  catalogue.usualFor(type).map((probe) => ({
    id: randomUUID(),
    type: probe.type,
    ...probe.rate,
    options: { ...probe.options.parse({}) },
  }))

/**
 * Probes as a client sent them, checked by each probe's own fields. An `id` of `before` keeps that probe: its rates where
 * none are sent, its options where none are sent, its secrets where they are left out of the options.
 * @throws {Fault} `invalid`, with every place such as `probes[0].options.port`
 */
export function buildProbes(
  catalogue: ProbeCatalogue,
  inputs: readonly ProbeInput[],
  before: readonly ProbeSetting[],
): ProbeSetting[] {
  const faults: FieldFault[] = []
  const refuse = (index: number, steps: PropertyKey[], message: string, issue?: z.core.$ZodIssue) =>
    faults.push({ path: fieldPath(['probes', index, ...steps]), message, ...(issue !== undefined && { issue }) })
  const seen = new Set<string>()
  const made = inputs.flatMap((input, index): ProbeSetting[] => {
    const form = catalogue.find(input.type)
    if (form === null) {
      refuse(index, ['type'], 'unknown_probe')
      return []
    }
    const old = before.find((probe) => probe.id === input.id)
    if (input.id !== undefined && (old === undefined || seen.has(input.id))) {
      refuse(index, ['id'], old === undefined ? 'unknown_id' : 'id_taken')
      return []
    }
    if (input.id !== undefined) seen.add(input.id)
    // Another type is another probe: what was learnt and kept under the old id is not about it.
    const kept = old?.type === input.type ? old : undefined
    const options = readOptions(form, input.options, kept, catalogue.secretsOf(input.type))
    if (!options.success) {
      for (const issue of options.error.issues) {
        for (const steps of placesOf(issue)) refuse(index, ['options', ...steps], issue.message, issue)
      }
      return []
    }
    return [
      {
        id: kept?.id ?? randomUUID(),
        type: input.type,
        everySeconds: input.everySeconds ?? kept?.everySeconds ?? form.rate.everySeconds,
        timeoutMs: input.timeoutMs ?? kept?.timeoutMs ?? form.rate.timeoutMs,
        attempts: input.attempts ?? kept?.attempts ?? form.rate.attempts,
        options: { ...options.data },
      },
    ]
  })
  if (faults.length > 0) throw new Fault('invalid', { fields: faults })
  return made
}

/**
 * What printers are asked may print as garbage on anything else, so it goes only to devices that a person called one.
 * @throws {Fault} `invalid` at the probe, or at `type` where the probes were not sent
 */
export function checkProbesFit(
  catalogue: ProbeCatalogue,
  type: DeviceType,
  probes: readonly ProbeSetting[],
  areSent: boolean,
): void {
  const index = probes.findIndex((probe) => catalogue.find(probe.type)?.onlyFor?.includes(type) === false)
  if (index < 0) return
  const path = areSent ? `probes[${index}].type` : 'type'
  throw new Fault('invalid', { fields: [{ path, message: 'only_for_printers' }] })
}

/**
 * Options with the secrets that were left out. A secret that the new options have no place for (another SNMP version) is
 * dropped rather than held against them.
 */
function readOptions(
  form: ProbeForm,
  sent: Record<string, unknown> | undefined,
  kept: ProbeSetting | undefined,
  secrets: ReadonlySet<string>,
): z.ZodSafeParseResult<object> {
  const read = (options: object) => form.options.safeParse(options, { reportInput: true })
  if (sent === undefined) return read(kept?.options ?? {})
  const known = Object.entries(kept?.options ?? {}).filter(([name]) => secrets.has(name) && !Object.hasOwn(sent, name))
  const whole = read({ ...Object.fromEntries(known), ...sent })
  return whole.success ? whole : read(sent)
}

/** Where an issue is; an unknown field is named, not only what holds it. */
const placesOf = (issue: z.core.$ZodIssue): PropertyKey[][] =>
  issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
