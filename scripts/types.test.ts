import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, runTool } from './run.ts'

// A type check that finds nothing proves nothing unless it is known to find something.
test('the type check finds a planted error', async () => {
  const folder = mkdtempSync(join(root, 'agent/src/canary-'))
  try {
    writeFileSync(join(folder, 'canary.ts'), "export const port: number = 'nine'\n")
    writeFileSync(join(folder, 'tsconfig.json'), '{ "extends": "../../../tsconfig.json", "include": ["."] }')
    const { code, output } = await runTool('@typescript/native/bin/tsc', ['-p', folder])
    expect(code).not.toBe(0)
    expect(output).toContain('TS2322')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
