import { expect, it } from 'vitest'
import { findIn } from './palette-match.ts'

const items = [
  { id: '/', text: 'Overview' },
  { id: '/activity', text: 'Activity log' },
  { id: 'd1', text: 'Kitchen printer', note: 'Cocina · 192.168.1.50' },
  { id: 'd2', text: 'Impresora de la terraza', note: 'Terraza' },
  { id: 'c1', text: 'Check now: Kitchen printer', onlyWhenAsked: true },
]
const ids = (question: string) => findIn(items, question).map(({ id }) => id)

it('shows what is always of use before anyone types', () => {
  expect(ids('  ')).toEqual(['/', '/activity', 'd1', 'd2'])
})

it('finds by name, place and address, whatever the accents, and the best first', () => {
  expect(ids('KITCH')).toEqual(['d1', 'c1'])
  expect(ids('1.50')).toEqual(['d1'])
  expect(ids('terráza')).toEqual(['d2'])
  expect(ids('kitchen cocina')).toEqual(['d1'])
  expect(ids('log')).toEqual(['/activity'])
  expect(ids('zzz')).toEqual([])
})

it('finds one of a thousand at once, and shows a screenful', () => {
  const many = Array.from({ length: 1000 }, (_, n) => ({ id: String(n), text: `Printer ${n}` }))
  expect(findIn(many, 'printer')).toHaveLength(40)
  expect(findIn(many, 'printer 999').map(({ id }) => id)).toEqual(['999'])
})
