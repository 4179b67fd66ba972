import { describe, expect, it } from 'vitest'
import { typedAddresses } from './address-list.ts'

describe('the recipients’ field', () => {
  it('splits at commas, semicolons, blanks and line feeds, and drops doubles', () => {
    const texts = typedAddresses('a@x.es, b@x.es;c@x.es\nA@x.es  d@x.es,').map(({ text }) => text)
    expect(texts).toEqual(['A@x.es', 'b@x.es', 'c@x.es', 'd@x.es'])
  })

  it('marks what cannot be an address', () => {
    expect(typedAddresses('ana, ana@bar, <ana@bar.es>, ana@bar.es').map(({ plausible }) => plausible)).toEqual([
      false,
      false,
      false,
      true,
    ])
  })
})
