import type { IdentityFact } from '@sereno/shared/reading.ts'

/** One identity of what several probes say of the same device: the first that knows a thing tells it. */
export function joinIdentities(identities: readonly IdentityFact[]): IdentityFact | null {
  const [first, ...rest] = identities
  if (!first) return null
  return rest.reduce((known, more) => {
    const network = known.network ?? more.network
    return {
      fact: 'identity',
      name: known.name ?? more.name,
      model: known.model ?? more.model,
      vendor: known.vendor ?? more.vendor,
      serial: known.serial ?? more.serial,
      description: known.description ?? more.description,
      uuid: known.uuid ?? more.uuid,
      mac: known.mac ?? more.mac,
      objectId: known.objectId ?? more.objectId,
      isPrinter: known.isPrinter || more.isPrinter,
      ...(network === undefined ? {} : { network }),
    }
  }, first)
}
