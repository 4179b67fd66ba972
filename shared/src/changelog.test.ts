import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readChangelog } from './changelog.ts'

const text = `# Changelog

All notable changes.

## Unreleased

### Added
- The watch: probes \`icmp\` and [tcp](https://example.com);
  a judge.
- <img src=x onerror=alert(1)>

### Fixed

## [0.1.0] - 2026-11-01

### Added
- **First** version.
`

it('reads versions, their sorts and items, with lines that go on', () => {
  expect(readChangelog(text)).toEqual([
    {
      title: 'Unreleased',
      parts: [
        { title: 'Added', items: ['The watch: probes `icmp` and tcp; a judge.', '<img src=x onerror=alert(1)>'] },
        { title: 'Fixed', items: [] },
      ],
    },
    { title: '0.1.0 - 2026-11-01', parts: [{ title: 'Added', items: ['First version.'] }] },
  ])
})

it('reads the changelog of this very project', () => {
  const [newest] = readChangelog(readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8'))
  expect(newest?.parts.flatMap(({ items }) => items).length).toBeGreaterThan(3)
})

it('keeps to the newest ones, and needs no text to go by', () => {
  const many = Array.from({ length: 9 }, (_, n) => `## ${9 - n}\n### Added\n- it`).join('\n')
  expect(readChangelog(many).map(({ title }) => title)).toEqual(['9', '8', '7', '6', '5'])
  expect(readChangelog('- nothing\n### here')).toEqual([])
})
