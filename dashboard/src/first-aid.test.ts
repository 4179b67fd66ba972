import { expect, it } from 'vitest'
import { helperOf, stepsOf } from './first-aid.ts'

it('tells an advice as its sentences', () => {
  expect(stepsOf('Open the lid. Put in a new roll, e.g. from the shelf. Close it.', 'en')).toEqual([
    'Open the lid.',
    'Put in a new roll, e.g. from the shelf.',
    'Close it.',
  ])
  expect(stepsOf('Откройте крышку. Вставьте новый рулон.', 'ru')).toHaveLength(2)
  expect(stepsOf('', 'en')).toEqual([])
})

it('knows who can help', () => {
  expect(['paper_out', 'isp_down', 'ip_conflict', 'reported'].map(helperOf)).toEqual([
    'staff',
    'provider',
    'technician',
    'technician',
  ])
})
