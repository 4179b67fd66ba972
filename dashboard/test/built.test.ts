import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { languages } from '@sereno/shared/field.ts'
import { describe, expect, it } from 'vitest'

// What `npm run build` made; without it these tests fail on reading the folder.
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'))
const read = (name: string) => readFileSync(join(dist, name), 'utf8')
const gzipped = (name: string) => gzipSync(readFileSync(join(dist, name))).length
const linked = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(([, path]) => path ?? '')

/** A script with all that it loads by itself: what it imports at once, and one language's words. */
function scriptsOf(html: string): Set<string> {
  const found = new Set<string>()
  const visit = (path: string) => {
    if (found.has(path)) return
    found.add(path)
    const code = read(path)
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    for (const name of linked(code, /(?:from|import)\s*["']\.\/([^"']+\.js)["']/gu)) visit(folder + name)
  }
  for (const path of linked(html, /<script[^>]*\ssrc="\/([^"]+)"/gu)) visit(path)
  return found
}

/** The words that every page loads, of the language that has the longest. */
const largestWords = () =>
  Math.max(
    ...readdirSync(join(dist, '_astro'))
      .filter((name) => /^ui\..*\.json$/u.test(name))
      .map((name) => gzipped(`_astro/${name}`)),
  )

it('has every page in every language', () => {
  const paths = [
    '',
    'activity/',
    'report/',
    'rollout/',
    'devices/',
    'devices/id/',
    'integrations/',
    'console/',
    'login/',
    'mailbox/',
    'docs/',
    'setup/',
    'kiosk/',
    'checkin/',
    'chat/',
    'opt-out/',
    '404/',
    'users/',
    'channels/',
    'widget/',
    'me/',
    'recover/',
    'reset/',
    'confirm/',
    'signup/',
    'trust/',
  ]
  const system = ['', 'about/', 'appearance/', 'backup/', 'discovery/', 'mail/', 'audit/'].map(
    (page) => `system/${page}`,
  )
  const account = [
    '',
    'passwords/',
    'sessions/',
    'subscription/',
    'support/',
    'tokens/',
    'webhooks/',
    'privacy/',
    'danger/',
  ].map((page) => `account/${page}`)
  const wanted = [...paths, ...system, ...account]
  const all = languages.flatMap((language) => wanted.map((path) => `${language}/${path}index.html`))
  expect(pages.toSorted()).toEqual(all.toSorted())
})

describe.each(pages)('%s', (name) => {
  const html = read(name)

  it('runs nothing and styles nothing inline, as its content security policy demands', () => {
    expect(linked(html, /(<script(?![^>]*\ssrc=)[^>]*>)/gu)).toEqual([])
    expect(linked(html, /(<style[^>]*>)/gu)).toEqual([])
    expect(linked(html, /(\sstyle=)/gu)).toEqual([])
    expect(linked(html, /(\son[a-z]+=)/gu)).toEqual([])
  })

  it('loads nothing from elsewhere', () => {
    const addresses = linked(html, /(?:src|href)="([^"]*)"/gu)
    expect(addresses.filter((address) => !/^[/#]/u.test(address) || address.startsWith('//'))).toEqual([])
  })

  it('does not load the checker of shapes, which the agent needs and a page does not', () => {
    expect([...scriptsOf(html)].filter((path) => read(path).includes('ZodType'))).toEqual([])
  })

  it('names its language and has one main heading', () => {
    expect(html).toContain(`<html lang="${name.slice(0, 2)}"`)
    expect(linked(html, /(<h1[\s>])/gu)).toHaveLength(1)
  })

  it('links without a language', () => {
    const links = linked(html, /<a[^>]*\shref="([^"]*)"/gu)
    expect(links.filter((link) => /^\/(?:en|es|ca|ru)(?:\/|$)/u.test(link))).toEqual([])
  })

  it('keeps to 60 kB of scripts and 25 kB of styles', () => {
    const scripts = [...scriptsOf(html)].reduce((sum, path) => sum + gzipped(path), 0)
    const sheets = linked(html, /<link rel="stylesheet" href="\/([^"]+)"/gu)
    expect(scripts).toBeLessThanOrEqual(60_000)
    expect(largestWords()).toBeLessThanOrEqual(10_000)
    expect(sheets.reduce((sum, path) => sum + gzipped(path), 0)).toBeLessThanOrEqual(25_000)
  })
})
