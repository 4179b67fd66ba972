import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { served } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'

const profilePath = '/trust/sereno.mobileconfig'

/** As another program reads it: XML, then the property list in it. */
function plistOf(text: string): Record<string, unknown> {
  const script = `import plistlib,sys,json
print(json.dumps(plistlib.loads(sys.stdin.buffer.read()), default=lambda b: b.hex()))`
  return JSON.parse(execFileSync('python3', ['-c', script], { input: text }).toString())
}

describe('what makes a device trust the box', () => {
  it('is there for anyone once it is made, and is not there before', async () => {
    const { ask, house } = await served()
    for (const path of [profilePath, '/trust/sereno.crt'])
      expect((await ask('GET', path)).json).toMatchObject({ status: 404 })
    expect((await ask('GET', '/api/v1/trust')).json).toMatchObject({ authority: null, certificate: null, port: null })
    await house.trust.look()
    const { json } = await ask('GET', '/api/v1/trust')
    const { bytes, headers } = await ask('GET', '/trust/sereno.crt')
    expect(headers).toMatchObject({ 'content-type': 'application/x-x509-ca-cert', 'cache-control': 'no-store' })
    expect(new X509Certificate(bytes)).toMatchObject({
      ca: true,
      fingerprint256: (json.authority as { fingerprint: string }).fingerprint,
    })
  })

  it('is a profile with the certificate, the venue’s name as it is written, and the same identity each time', async () => {
    const { ask, house } = await served()
    await setUp({ house, ask, port: 0, host: '' })
    const name = 'Bar </string> & "Pepe" <éñ>'
    await house.book.change((draft) => {
      draft.venue.name = name
    })
    await house.trust.look()
    const first = await ask('GET', profilePath, { headers: { 'accept-language': 'en' } })
    expect(first.headers['content-type']).toBe('application/x-apple-aspen-config')
    const profile = plistOf(first.text)
    const [payload] = profile.PayloadContent as Record<string, unknown>[]
    expect(profile).toMatchObject({
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadDisplayName: `Sereno · ${name}`,
      PayloadRemovalDisallowed: false,
      PayloadUUID: expect.stringMatching(/^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-A[0-9A-F]{3}-[0-9A-F]{12}$/u),
    })
    expect(payload).toMatchObject({ PayloadType: 'com.apple.security.root', PayloadVersion: 1 })
    expect(payload?.PayloadContent).toBe((await ask('GET', '/trust/sereno.crt')).bytes.toString('hex'))
    expect(payload?.PayloadUUID).not.toBe(profile.PayloadUUID)
    const again = plistOf((await ask('GET', profilePath, { headers: { 'accept-language': 'en' } })).text)
    expect(again).toEqual(profile)
    await house.trust.makeAnew()
    expect(plistOf((await ask('GET', profilePath)).text).PayloadUUID).not.toBe(profile.PayloadUUID)
  })

  it('can be looked for by a page of another origin, which learns nothing but that', async () => {
    const { ask } = await served()
    const answer = await ask('GET', '/trust/check', { headers: { origin: 'http://sereno.local' } })
    expect([answer.status, answer.text]).toEqual([204, ''])
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    })
    expect((await ask('GET', '/healthz')).headers['access-control-allow-origin']).toBeUndefined()
  })

  it('is made anew by an admin alone', async () => {
    const here = await served()
    const cookie = await setUp(here)
    await here.house.trust.look()
    const before = here.house.trust.view().authority?.fingerprint
    expect((await here.ask('POST', '/api/v1/trust/authority')).status).toBe(401)
    const made = await here.ask('POST', '/api/v1/trust/authority', { headers: { cookie } })
    expect([made.status, made.json.state]).toEqual([201, 'ready'])
    expect((made.json.authority as { fingerprint: string }).fingerprint).not.toBe(before)
    const [line] = (await here.house.store.audit.list({}, { limit: 1 })).items
    expect(line).toMatchObject({ action: 'POST /api/v1/trust/authority', username: 'ana' })
  })

  it('shows the page alone where HTTPS answers, so that it can be looked for there', async () => {
    const { ask, house } = await served()
    await house.trust.look()
    house.trust.opened({ port: 7443 })
    const policy = async (path: string) => String((await ask('GET', path)).headers['content-security-policy'])
    expect(await policy('/trust')).toContain("connect-src 'self' https://sereno.local:7443 https://192.168.1.20:7443;")
    expect(await policy('/trust/')).toContain('https://sereno.local:7443')
    expect(await policy('/')).toContain("connect-src 'self';")
  })
})
