import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Served, served } from '../../test/fakes/served.ts'

const script = `// ${'x'.repeat(3000)}`

async function built(): Promise<Served> {
  const here = await served()
  const pages = ['', 'devices/', 'devices/id/', '404/'].flatMap((page) =>
    ['en', 'es', 'ca', 'ru'].map((language) => [`${language}/${page}index.html`, `${language} ${page}`] as const),
  )
  for (const [path, text] of [
    ...pages,
    ['_astro/app.C0FFEE.js', script] as const,
    ['favicon.svg', '<svg/>'] as const,
  ]) {
    const file = join(here.house.folder, 'dist', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  await writeFile(join(here.house.folder, 'secret.txt'), 'secret')
  return here
}

describe('the dashboard', () => {
  it('says plainly that it is not built', async () => {
    const { ask } = await served()
    const answer = await ask('GET', '/')
    expect([answer.status, answer.headers['content-type']]).toEqual([503, 'text/plain; charset=utf-8'])
    expect(answer.text).toContain('not built')
  })

  it('comes in the language of the cookie, else of the browser, else of the venue', async () => {
    const { ask, house } = await built()
    const page = async (headers: Record<string, string> = {}) => (await ask('GET', '/devices', { headers })).text
    expect(await page()).toBe('en devices/')
    expect(await page({ 'accept-language': 'ca' })).toBe('ca devices/')
    expect(await page({ 'accept-language': 'ca', cookie: 'a=b; sereno_language=ru' })).toBe('ru devices/')
    expect(await page({ 'accept-language': 'ca', cookie: 'sereno_language=../..' })).toBe('ca devices/')
    await house.book.change((draft) => {
      const account = { company: 'Bar', email: 'a@example.com', timezone: 'Europe/Madrid' }
      draft.account = { ...account, language: 'es', createdAt: '2026-11-21T12:00:00.000Z' }
    })
    expect(await page()).toBe('es devices/')
  })

  it('answers the page of one thing with its shell, and what is not there with 404', async () => {
    const { ask } = await built()
    const get = async (path: string) => {
      const answer = await ask('GET', path)
      return [answer.status, answer.text]
    }
    expect(await get('/')).toEqual([200, 'en '])
    expect(await get('/devices/')).toEqual([200, 'en devices/'])
    expect(await get('/devices/3f-2')).toEqual([200, 'en devices/id/'])
    expect(await get('/devices/a/b')).toEqual([404, 'en 404/'])
    expect(await get('/nowhere')).toEqual([404, 'en 404/'])
    expect(await get('/en/devices')).toEqual([404, 'en 404/'])
  })

  it('gives nothing from beside its folder, however it is asked for', async () => {
    const { ask } = await built()
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e%2fsecret.txt',
      '/_astro/..%2f..%2fsecret.txt',
      '//secret.txt',
      '/..\\secret.txt',
      '/..%5csecret.txt',
      '/%252e%252e/secret.txt',
      '/secret.txt%00.js',
      '/%ff',
      '/%',
    ]) {
      const answer = await ask('GET', path)
      expect([400, 404], path).toContain(answer.status)
      expect(answer.text).not.toContain('secret')
    }
  })

  it('lets browsers keep what is named by its content, and compresses it', async () => {
    const { ask } = await built()
    const answer = await ask('GET', '/_astro/app.C0FFEE.js')
    expect(answer.text).toBe(script)
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    for (const [accepted, got] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip', 'gzip'],
      ['identity', undefined],
    ] as const) {
      const { headers } = await ask('GET', '/_astro/app.C0FFEE.js', { headers: { 'accept-encoding': accepted } })
      expect([accepted, headers['content-encoding']]).toEqual([accepted, got])
      if (got !== undefined) expect(Number(headers['content-length'])).toBeLessThan(200)
    }
  })

  it('sends a page again only when it changed', async () => {
    const { ask } = await built()
    const first = await ask('GET', '/devices')
    expect(first.headers['cache-control']).toBe('no-cache')
    expect(first.headers.vary).toContain('Accept-Language')
    const again = await ask('GET', '/devices', { headers: { 'if-none-match': first.headers.etag ?? '' } })
    expect([again.status, again.text]).toEqual([304, ''])
    const other = await ask('GET', '/devices', {
      headers: { 'if-none-match': first.headers.etag ?? '', 'accept-language': 'ru' },
    })
    expect(other.status).toBe(200)
  })

  it('takes GET and HEAD only', async () => {
    const { ask } = await built()
    const answer = await ask('POST', '/devices', { json: {} })
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD'])
    const head = await ask('HEAD', '/favicon.svg')
    expect([head.status, head.headers['content-type'], head.text]).toEqual([200, 'image/svg+xml', ''])
  })
})
