import { readFileSync } from 'node:fs'
import type { Contract } from '@sereno/shared/api/contract.ts'
import { api } from '@sereno/shared/api/index.ts'
import { expect, test } from 'vitest'
import { rolesFile, rolesPage } from './roles.ts'

const page = rolesPage()

test('the published matrix of roles and routes is what the contracts say', () => {
  expect(readFileSync(rolesFile, 'utf8'), 'run `node scripts/roles.ts`').toBe(page)
})

test('the matrix has a row for every route, with a mark for each role that may', () => {
  for (const { method, path, access } of Object.values<Contract>(api)) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${method} ${path}\` `))
    const marks = access === 'public' ? 8 : access.roles.length + (access.iPads ? 1 : 0)
    expect([path, row?.split('●').length]).toEqual([path, marks + 1])
    expect(row?.split('|').length, path).toBe(12)
  }
})
