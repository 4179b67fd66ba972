import { encode } from 'uqr'
import { expect, it } from 'vitest'
import { qrPath } from './qr-path.ts'

/** Paints a path back into modules. */
function paint(path: string, side: number): boolean[][] {
  const rows = Array.from({ length: side }, () => Array.from({ length: side }, () => false))
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/gu)) {
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(length))
  }
  return rows
}

it('draws exactly the modules of the code, with a quiet zone of four around it', () => {
  const text = 'http://192.168.1.20:7373/checkin#ABCD-EFGH'
  const made = qrPath(text)
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  expect(made?.side).toBe(size)
  expect(paint(made?.path ?? '', size)).toEqual(data)
  expect(data.slice(0, 4).flat()).not.toContain(true)
  expect(data.flatMap((row) => row.slice(0, 4))).not.toContain(true)
  expect(data[4]?.slice(4, 11)).toEqual(Array(7).fill(true))
})

it('has none for a text that is too long for any code', () => {
  expect(qrPath('x'.repeat(5000))).toBeNull()
})
