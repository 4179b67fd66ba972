import table from './vendors.json' with { type: 'json' }

const makers = Object.entries<string>(table).map(([name, prefixes]) => ({ name, prefixes: ` ${prefixes} ` }))

/** The IEEE gives out prefixes of 36, 28 and 24 bits; the longest that fits says who made it. */
const prefixDigits = [9, 7, 6]

/** Whether a device made its MAC up (locally administered bit, IEEE 802), as iPads do for their privacy. */
export const isPrivateMac = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 2) !== 0

/**
 * The maker of the network card with this MAC (any case, with colons), under the name that people know; `null` for a
 * private one and where the maker is none of those that matter in a venue (`scripts/vendors.ts`).
 */
export function vendorOf(mac: string): string | null {
  if (isPrivateMac(mac)) return null
  const digits = mac.replaceAll(':', '').toLowerCase()
  for (const length of prefixDigits) {
    const sought = ` ${digits.slice(0, length)} `
    const maker = makers.find(({ prefixes }) => prefixes.includes(sought))
    if (maker) return maker.name
  }
  return null
}
