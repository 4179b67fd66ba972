import { languages } from '@sereno/shared/field.ts'
import { expect, test } from 'vitest'
import { listIntegrations } from './index.ts'

test.each(languages)('E25 “Error Follow Up” is found by that name, and by its own, in %s', (language) => {
  const [own] = listIntegrations(language)
  expect(own?.type).toBe('error-follow-up')
  for (const search of ['Error Follow Up', 'error follow', 'Seguimiento de errores', own?.name ?? '', '  ']) {
    expect(listIntegrations(language, search)).toEqual([own])
  }
  expect(listIntegrations(language, 'no such thing')).toEqual([])
})
