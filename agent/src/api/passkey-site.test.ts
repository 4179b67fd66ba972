import { describe, expect, it } from 'vitest'
import { siteOf } from './passkey-site.ts'

describe('passkeys work', () => {
  it.each(['https://sereno.local', 'https://sereno.local:7443', 'http://localhost:7373'])('at %s', (origin) => {
    expect(siteOf(origin)).toEqual({ host: new URL(origin).hostname, origin })
  })

  it.each(['http://sereno.local:7373', 'https://192.168.1.2', 'https://[fe80::1]:7443', 'http://127.0.0.1:7373'])(
    'not at %s',
    (origin) => {
      expect(() => siteOf(origin)).toThrow('no_passkeys_here')
    },
  )
})
