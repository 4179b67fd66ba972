import { describe, expect, it } from 'vitest'
import { type Here, users, withAna, withEva } from '../../test/fakes/people.ts'
import { blue, pngFile, red } from '../../test/fakes/picture-files.ts'
import { tokenOf } from '../../test/fakes/set-up.ts'
import { pictureHead } from '../pictures/picture-head.ts'

const mine = '/api/v1/me/avatar'

const put = (here: Here, cookie: string, path: string, body: Buffer, type = 'image/png') =>
  here.ask('PUT', path, { headers: { cookie, 'content-type': type, 'accept-language': 'en' }, body })

describe('a picture of a person', () => {
  it('P20 P21 P22 is set by oneself, seen by those who are signed in, and taken away again', async () => {
    const here = await withAna()
    expect((await here.ana('GET', '/api/v1/me')).json.avatar).toBeNull()
    const set = await put(here, here.cookie, mine, pngFile(500, 300, [red, blue]))
    expect([set.status, set.json.username, set.json.avatar]).toEqual([200, 'ana', expect.stringMatching(/^\w{16}$/u)])
    expect((await here.ana('GET', '/api/v1/session')).json).toMatchObject({ user: { avatar: set.json.avatar } })

    const { cookie } = await withEva(here, { role: 'viewer' })
    const path = `${users}/${set.json.id}/avatar`
    const seen = await here.as(cookie)('GET', `${path}?v=${set.json.avatar}`)
    expect(pictureHead(seen.bytes)).toMatchObject({ type: 'jpeg', width: 256, height: 256 })
    expect(seen.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      etag: `"${set.json.avatar}"`,
    })
    const again = await here.ask('GET', path, { headers: { cookie, 'if-none-match': String(seen.headers.etag) } })
    expect([again.status, again.text]).toEqual([304, ''])
    expect((await here.ask('GET', path)).status).toBe(401)

    const other = await put(here, here.cookie, mine, pngFile(500, 300, [blue, red]))
    expect(other.json.avatar).not.toBe(set.json.avatar)
    expect((await here.ana('DELETE', mine)).status).toBe(204)
    expect((await here.ana('GET', '/api/v1/me')).json.avatar).toBeNull()
    expect((await here.ana('GET', path)).status).toBe(404)
    expect((await here.ana('DELETE', mine)).status).toBe(204)
  })

  it('B28 is set by those who manage users, and goes with its user', async () => {
    const here = await withAna()
    const { id, cookie } = await withEva(here)
    const path = `${users}/${id}/avatar`
    expect((await put(here, cookie, path, pngFile(9, 9))).status).toBe(403)
    expect((await put(here, here.cookie, path, pngFile(9, 9), 'application/octet-stream')).status).toBe(200)
    expect((await here.ana('GET', path)).status).toBe(200)
    // What else is changed of them leaves it.
    expect((await here.ana('PATCH', `${users}/${id}`, { fullName: 'Eva R.' })).json.avatar).not.toBeNull()
    expect((await here.ana('DELETE', `${users}/${id}`)).status).toBe(204)
    expect(await here.house.store.avatars.of(id)).toBeNull()
    expect((await put(here, here.cookie, path, pngFile(9, 9))).status).toBe(404)
    expect((await here.ana('DELETE', path)).status).toBe(404)
  })

  it('is refused in words where it is none, too large, or cannot be read', async () => {
    const here = await withAna()
    const told = async (body: Buffer, type?: string) => {
      const { status, json } = await put(here, here.cookie, mine, body, type)
      return [status, json.code]
    }
    expect(await told(Buffer.alloc(0))).toEqual([415, 'not_a_picture'])
    expect(await told(Buffer.from('<svg onload="alert(1)"/>'.padEnd(2000)))).toEqual([415, 'not_a_picture'])
    expect(await told(pngFile(9, 9), 'image/svg+xml')).toEqual([415, 'wrong_type'])
    expect(await told(pngFile(8001, 1))).toEqual([413, 'picture_too_large'])
    expect(await told(Buffer.alloc(5 * 1024 * 1024 + 1))).toEqual([413, 'picture_too_large'])
    expect(await told(pngFile(90, 90).subarray(0, 60))).toEqual([422, 'picture_unreadable'])
    expect((await here.ana('GET', '/api/v1/me')).json.avatar).toBeNull()
  })

  it('is seen by a token that may read, and by no iPad', async () => {
    const here = await withAna()
    const { json } = await put(here, here.cookie, mine, pngFile(9, 9))
    const authorization = `Bearer ${await tokenOf(here.house, String(json.id), ['status:read'])}`
    const path = `${users}/${json.id}/avatar`
    expect((await here.ask('GET', path, { headers: { authorization } })).status).toBe(200)
    expect((await here.ask('DELETE', path, { headers: { authorization } })).status).toBe(403)
  })
})
