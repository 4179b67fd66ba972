import { expect, test } from 'vitest'
import { codePages, encodeText } from './code-pages.ts'

/** Markers in place of the printer's own commands, so that a reader sees where the table changes. */
const [toLatin, toCyrillic] = [[0x01], [0x02]]
const encode = (text: string) => encodeText(text, codePages(toLatin, toCyrillic))
const latin = new TextDecoder('windows-1252')
const cyrillic = new TextDecoder('ibm866')

/** What a printer would print: each stretch in the table that was chosen for it. */
function printed(bytes: number[]): string {
  let page = latin
  return bytes
    .map((byte) => {
      if (byte === 1 || byte === 2) {
        page = byte === 1 ? latin : cyrillic
        return ''
      }
      return page.decode(Uint8Array.of(byte))
    })
    .join('')
}

test('every letter of Spanish, Catalan and Russian comes out as it is', () => {
  const texts = [
    'áéíóúüñ ÁÉÍÓÚÜÑ ¿¡ € ª º',
    'àèéíïòóúüç l·l ÀÈÉÍÏÒÓÚÜÇ',
    'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
    'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ №',
    'Cañón – Кухня’s “bar”',
  ]
  for (const text of texts) expect(printed(encode(text))).toBe(text)
})

test('plain text needs no table, and a stretch chooses its table once', () => {
  expect(encode('Bar 1')).toEqual([0x42, 0x61, 0x72, 0x20, 0x31])
  expect(encode('да é да').filter((byte) => byte < 0x20)).toEqual([2, 1, 2])
})

test('accents that stand in no table are left out, and what cannot be written is a question mark', () => {
  expect(printed(encode('Łódź ő ǎ'))).toBe('?ódz o a')
  expect(printed(encode('寿司 🍣'))).toBe('?? ?')
})

test('no control byte of a name reaches a printer', () => {
  const hostile = '\u001b@\u0010\u0014\u0001\u0000drawer\u001d(\u009b\u202e\u0007\r\n\ttext\u007f\ud800'
  const bytes = encode(hostile)
  expect(bytes.filter((byte) => byte < 0x20 || byte === 0x7f)).toEqual([])
  expect(printed(bytes)).toContain('drawer')
})
