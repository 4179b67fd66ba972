import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { keyName, openSealer } from './sealed.ts'

const about = 'webhook w1'

describe('what is sealed', () => {
  it('opens again, also after a restart, and shows nothing of itself', () => {
    const folder = ownFolder()
    const sealed = openSealer(folder).seal('whsec_áb', about)
    expect(sealed).toMatch(/^v1\.[\w-]+$/u)
    expect(Buffer.from(sealed.slice(3), 'base64url').includes('whsec')).toBe(false)
    expect(openSealer(folder).open(sealed, about)).toBe('whsec_áb')
  })

  it('looks different each time, and may be empty', () => {
    const sealer = openSealer(ownFolder())
    expect(sealer.seal('same', about)).not.toBe(sealer.seal('same', about))
    expect(sealer.open(sealer.seal('', about), about)).toBe('')
  })

  it('opens for what it was sealed for alone, unchanged, and with its own key', () => {
    const folder = ownFolder()
    const sealer = openSealer(folder)
    const sealed = sealer.seal('secret', about)
    const at = sealed.length - 2
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
    const other = openSealer(ownFolder())
    other.seal('', '')
    expect(() => sealer.open(sealed, 'webhook w2')).toThrow(expect.objectContaining({ code: 'not_ours' }))
    expect(() => sealer.open(changed, about)).toThrow(expect.objectContaining({ code: 'not_ours' }))
    expect(() => other.open(sealed, about)).toThrow(expect.objectContaining({ code: 'not_ours' }))
    for (const odd of ['', 'v1.', 'v1.AAAA', 'v2.AAAA', 'whsec_plain'])
      expect(() => sealer.open(odd, about)).toThrow(expect.objectContaining({ code: 'not_ours' }))
  })
})

describe('the key', () => {
  it('is made when something is sealed for the first time, for its owner alone', () => {
    const folder = ownFolder()
    const sealer = openSealer(folder)
    expect(readdirSync(folder)).toEqual([])
    sealer.seal('secret', about)
    expect(readdirSync(folder)).toEqual([keyName])
    expect(statSync(join(folder, keyName)).mode & 0o777).toBe(0o600)
  })

  it('is one, also where two begin at once', () => {
    const folder = ownFolder()
    const [one, other] = [openSealer(folder), openSealer(folder)]
    expect(other.open(one.seal('secret', about), about)).toBe('secret')
    expect(one.open(other.seal('secret', about), about)).toBe('secret')
  })

  it('that is missing is told, and none is made to open with', () => {
    const folder = ownFolder()
    const sealed = openSealer(folder).seal('secret', about)
    rmSync(join(folder, keyName))
    expect(() => openSealer(folder).open(sealed, about)).toThrow(expect.objectContaining({ code: 'no_key' }))
    expect(readdirSync(folder)).toEqual([])
  })

  it('that is none is told, and never written over', () => {
    const folder = ownFolder()
    writeFileSync(join(folder, keyName), 'torn')
    expect(() => openSealer(folder).seal('secret', about)).toThrow(expect.objectContaining({ code: 'damaged_key' }))
    expect(readFileSync(join(folder, keyName), 'utf8')).toBe('torn')
  })
})
