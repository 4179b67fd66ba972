import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { Sealer } from '../store/sealed.ts'
import type { Store } from '../store/types.ts'
import type { Pair } from '../trust/pair.ts'

const keepKey = 'trust'

const sealedPair = z.strictObject({ certificate: z.base64(), key: z.string() })
const kept = z.strictObject({
  authority: z.strictObject({
    ...sealedPair.shape,
    /** ms since 1970 */
    madeAt: z.number(),
    hosts: z.array(z.string()).min(1),
    subnets: z.array(z.string()),
    /** Somebody took it away: there may be devices that trust it. */
    isGiven: z.boolean(),
  }),
  leaf: sealedPair.nullable(),
})
type Kept = z.infer<typeof kept>

/** The box's authority, and what it vouches for. */
export interface Authority extends Pair {
  madeAt: number
  hosts: string[]
  subnets: string[]
  isGiven: boolean
}

export interface KeptTrust {
  authority: Authority
  leaf: Pair | null
}

/** The authority and the certificate of the box, with their keys sealed; backups hold them as they hold the database. */
export class TrustShelf {
  readonly #store: Store
  readonly #sealer: Sealer

  constructor(store: Store, sealer: Sealer) {
    this.#store = store
    this.#sealer = sealer
  }

  /**
   * `null`: none was made yet. A certificate of the box that cannot be read is left out: the authority makes another.
   * @throws where the authority is there and cannot be read
   */
  async read(): Promise<KeptTrust | null> {
    const found = await this.#store.keep.get(keepKey)
    if (found === null) return null
    const { authority, leaf }: Kept = kept.parse(found)
    return { authority: { ...authority, ...this.#open(authority, 'authority') }, leaf: this.#leaf(leaf) }
  }

  /** Resolves once it is on the disk. */
  async write({ authority, leaf }: KeptTrust): Promise<void> {
    const made: Kept = {
      authority: { ...authority, ...this.#seal(authority, 'authority') },
      leaf: leaf && this.#seal(leaf, 'leaf'),
    }
    await this.#store.keep.set({ [keepKey]: made })
  }

  #leaf(leaf: Kept['leaf']): Pair | null {
    try {
      return leaf && this.#open(leaf, 'leaf')
    } catch {
      return null
    }
  }

  #seal({ certificate, key }: Pair, what: string): Kept['leaf'] & object {
    return { certificate: certificate.toString('base64'), key: this.#sealer.seal(key, `trust ${what}`) }
  }

  #open({ certificate, key }: Kept['leaf'] & object, what: string): Pair {
    const pair = { certificate: Buffer.from(certificate, 'base64'), key: this.#sealer.open(key, `trust ${what}`) }
    // Throws where it is none.
    new X509Certificate(pair.certificate)
    return pair
  }
}
