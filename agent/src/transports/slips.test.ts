import type { SlipPart } from '@sereno/shared/slip.ts'
import { describe, expect, test } from 'vitest'
import { escposSlip } from './escpos-slip.ts'
import { starSlip } from './star-slip.ts'

const url = 'http://sereno.local:7373/devices/8c1f'
const parts: SlipPart[] = [
  { text: 'Sereno', as: 'title' },
  'rule',
  { text: 'Cañón Кухня', as: 'strong' },
  { qr: url },
  { text: 'end', as: 'plain' },
]
const hostile: SlipPart[] = [
  { text: '\u001b@\u001dV\u0000\u0010\u0014\u0001\u0001\u0005<b>Bar</b>', as: 'strong' },
  { qr: 'http://x/\u001b@' },
  { qr: `http://${'x'.repeat(500)}` },
]

describe('a slip in ESC/POS', () => {
  const bytes = escposSlip(parts)

  test('holds the texts by the tables it chooses, a QR code, and a cut at the end', () => {
    expect(bytes.includes(Buffer.from([0x1b, 0x21, 24, ...Buffer.from('Sereno'), 0x0a]))).toBe(true)
    const name = [
      ...Buffer.from('Ca'),
      0x1b,
      0x74,
      16,
      0xf1,
      0xf3,
      0x6e,
      0x20,
      0x1b,
      0x74,
      17,
      0x8a,
      0xe3,
      0xe5,
      0xad,
      0xef,
    ]
    expect(bytes.includes(Buffer.from([0x1b, 0x21, 8, ...name, 0x0a]))).toBe(true)
    const stored = [0x1d, 0x28, 0x6b, url.length + 3, 0, 0x31, 0x50, 0x30, ...Buffer.from(url)]
    const print = [0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30]
    expect(bytes.includes(Buffer.from([...stored, ...print]))).toBe(true)
    expect(bytes.subarray(-4)).toEqual(Buffer.from([0x1d, 0x56, 66, 0]))
  })

  test('holds no reset and no real-time command, whatever the names are', () => {
    for (const slip of [bytes, escposSlip(hostile)]) {
      for (const command of ['1b40', '1004', '1005', '1014']) expect(slip.includes(command, 0, 'hex')).toBe(false)
    }
    expect(escposSlip(hostile).includes(Buffer.from([0x1d, 0x28, 0x6b]))).toBe(false)
    expect(escposSlip(hostile).toString('latin1')).toContain('@ V <b>Bar</b>')
  })
})

describe('a slip in Star line mode', () => {
  test('holds the same, in Star’s own commands, and leaves the printer as it was', () => {
    const bytes = starSlip(parts)
    expect(bytes.includes(Buffer.from([0x1b, 0x45, 0x1b, 0x69, 1, 0, ...Buffer.from('Sereno'), 0x0a]))).toBe(true)
    const name = [...Buffer.from('Ca'), 0x1b, 0x1d, 0x74, 32, 0xf1, 0xf3, 0x6e, 0x20, 0x1b, 0x1d, 0x74, 10, 0x8a, 0xe3]
    expect(bytes.includes(Buffer.from(name))).toBe(true)
    const held = [0x1b, 0x1d, 0x79, 0x44, 0x31, 0, url.length, 0, ...Buffer.from(url), 0x1b, 0x1d, 0x79, 0x50]
    expect(bytes.includes(Buffer.from(held))).toBe(true)
    expect(bytes.subarray(-3)).toEqual(Buffer.from([0x1b, 0x64, 3]))
    expect(starSlip(hostile).toString('latin1')).not.toContain('\u001b@')
  })
})
