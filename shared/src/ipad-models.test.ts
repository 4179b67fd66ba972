import { expect, test } from 'vitest'
import { ipadName } from './ipad-models.ts'

test('names the iPads of ten years by what they are sold as', () => {
  expect(['iPad6,11', 'iPad13,4', 'iPad13,18', 'iPad14,1', 'iPad16,3', 'iPad17,4'].map(ipadName)).toEqual([
    'iPad (5th generation)',
    'iPad Pro 11-inch (3rd generation)',
    'iPad (10th generation)',
    'iPad mini (6th generation)',
    'iPad Pro 11-inch (M4)',
    'iPad Pro 13-inch (M5)',
  ])
})

test('shows what it does not know as it is', () => {
  expect(['iPad99,1', 'Kitchen iPad', ''].map(ipadName)).toEqual(['iPad99,1', 'Kitchen iPad', ''])
})
