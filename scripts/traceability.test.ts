import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rows } from './traceability/rows.ts'
import { shownIn } from './traceability/shown-by.ts'

test('a test names the rows that it shows at the beginning of its name, on a line of its own, too', () => {
  const source = `it('R3a R3b shows the profile', async () => {})
it(
  "B21 takes a password of ten",
  () => {},
)
it.each(names)(\`E46 chooses %s\`, () => {})
it('shows R9 later', () => {})`
  expect(shownIn('a.test.ts', source)).toEqual([
    { ids: ['R3a', 'R3b'], file: 'a.test.ts', name: 'shows the profile' },
    { ids: ['B21'], file: 'a.test.ts', name: 'takes a password of ten' },
    { ids: ['E46'], file: 'a.test.ts', name: 'chooses %s' },
  ])
})

test('no id stands twice, and no test of the dashboard names a row that is none', () => {
  const ids = rows.map(([id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const folder = new URL('../dashboard/test/', import.meta.url)
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'))
  const named = files.flatMap((name) => shownIn(name, readFileSync(new URL(name, folder), 'utf8')))
  const strays = named.flatMap((one) => one.ids.filter((id) => !ids.includes(id)).map((id) => `${one.file}: ${id}`))
  expect(strays).toEqual([])
})
