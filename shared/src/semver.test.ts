import { describe, expect, test } from 'vitest'
import { changesBetween, compareVersions, isVersion } from './semver.ts'

describe('versions', () => {
  test('are ordered as SemVer says', () => {
    const ordered = [
      '0.9.9',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0',
    ]
    const more = ['v1.0.1', '1.2.0', '1.10.0', '2.0.0']
    const all = [...ordered, ...more]
    expect(all.toReversed().toSorted(compareVersions)).toEqual(all)
  })

  test.for(['1.0', '01.0.0', '1.0.0+build', '--upload-pack=x', '1.0.0 ', 'v1.0.0\n', '1.0.0-', 'vv1.0.0', ''])(
    '%j is none',
    (text) => expect(isVersion(text)).toBe(false),
  )
})

test('tells what a changelog says after one version, up to another', () => {
  const changelog =
    '# Changelog\n\n## Unreleased\n- a\n\n## [1.2.0] - 2026-01-01\n- b\n\n## v1.1.0\n- c\n\n## 1.0.0\n- d\n'
  expect(changesBetween(changelog, '1.0.0', 'v1.2.0')).toBe('## [1.2.0] - 2026-01-01\n- b\n\n## v1.1.0\n- c')
  expect(changesBetween(changelog, '1.2.0', '1.2.0')).toBe('')
})
