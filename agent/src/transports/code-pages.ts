import { cleanText } from '@sereno/shared/field.ts'

/** A table of 256 characters that a printer knows, and the bytes that choose it. */
export interface CodePage {
  bytes: ReadonlyMap<string, number>
  choose: readonly number[]
}

/** The upper half of a table by the standard it is published in (WHATWG Encoding, which holds both). */
function upperHalf(label: 'windows-1252' | 'ibm866'): Map<string, number> {
  const codes = Array.from({ length: 128 }, (_, nth) => 128 + nth)
  const text = new TextDecoder(label).decode(Uint8Array.from(codes))
  // Five places of windows-1252 hold C1 controls: nothing to print.
  return new Map(Array.from(text, (character, nth) => [character, 128 + nth] as const).filter(([c]) => !isControl(c)))
}
const isControl = (character: string) => /\p{Cc}/u.test(character)

const latin = upperHalf('windows-1252')
const cyrillic = upperHalf('ibm866')

/** The two tables that es, ca and ru need, by how a printer is told to use them. */
export const codePages = (chooseLatin: readonly number[], chooseCyrillic: readonly number[]): readonly CodePage[] => [
  { bytes: latin, choose: chooseLatin },
  { bytes: cyrillic, choose: chooseCyrillic },
]

const questionMark = 0x3f

/**
 * A text as a printer takes it: plain ASCII as it is, what stands in a table by its byte there, with a change of table
 * where one is needed; accents that stand in none are left out, and the rest is a question mark. No control byte of the
 * text comes through, since a printer would obey it.
 */
export function encodeText(text: string, pages: readonly CodePage[]): number[] {
  const bytes: number[] = []
  let current: CodePage | null = null
  for (const character of cleanText(text).normalize('NFC')) {
    const plain = asAscii(character)
    if (plain !== null) {
      bytes.push(plain)
      continue
    }
    // The table in use goes first: some characters stand in both.
    const page: CodePage | undefined = [...(current === null ? [] : [current]), ...pages].find((one) =>
      one.bytes.has(character),
    )
    if (page === undefined) {
      bytes.push(asAscii(withoutAccents(character)) ?? questionMark)
      continue
    }
    if (page !== current) bytes.push(...page.choose)
    current = page
    bytes.push(page.bytes.get(character) ?? questionMark)
  }
  return bytes
}

function asAscii(character: string): number | null {
  const code = character.codePointAt(0) ?? 0
  return character.length === 1 && code >= 0x20 && code < 0x7f ? code : null
}

const withoutAccents = (character: string): string => character.normalize('NFKD').replace(/\p{M}/gu, '')
