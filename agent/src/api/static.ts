import { readFile } from 'node:fs/promises'
import { type Language, languages } from '@sereno/shared/field.ts'
import { makeCompressor } from './compress.ts'
import { acceptedLanguage } from './language.ts'
import { cookieValue } from './session.ts'
import { listFiles, type SiteFile } from './site-files.ts'

/** The dashboard's pages and files. */
export interface Site {
  /** Answers a GET that no route of the API takes; `fallback` is the venue's language. */
  answer(path: string, headers: Headers, fallback: Language): Promise<Response>
}

/** The cookie in which the dashboard keeps a visitor's choice. */
const languageCookie = 'sereno_language'

/**
 * The built dashboard in a folder. It holds one folder of pages for each language, while addresses have no language: the
 * visitor's choice picks it. Only what was in the folder when it was first looked at is ever served, found by its name in
 * a list, so no address can reach a file beside it.
 */
export function makeSite(folder: string): Site {
  const compress = makeCompressor()
  let known: Promise<Map<string, SiteFile>> | null = null

  async function filesOf(): Promise<Map<string, SiteFile>> {
    known ??= listFiles(folder)
    const files = await known
    // Not built yet: look again the next time.
    if (files.size === 0) known = null
    return files
  }

  async function serve(
    file: SiteFile,
    headers: Headers,
    status: number,
    extra: Record<string, string>,
  ): Promise<Response> {
    // What is kept for good is never asked for again; of twenty files a page each header counts.
    const tag = file.isHashed ? extra : { etag: file.etag, ...extra }
    const seen = headers.get('if-none-match')?.split(',') ?? []
    if (status === 200 && seen.some((one) => one.trim() === file.etag)) {
      return new Response(null, { status: 304, headers: tag })
    }
    const bytes = await readFile(file.path).catch(() => null)
    if (bytes === null) return plainText(404, 'This file is gone.')
    const { body, encoding } = await compress(file, bytes, headers.get('accept-encoding') ?? '')
    return new Response(new Uint8Array(body), {
      status,
      headers: { 'content-type': file.type, ...tag, ...(encoding && { 'content-encoding': encoding }) },
    })
  }

  return {
    async answer(path, headers, fallback) {
      const files = await filesOf()
      if (files.size === 0) return notBuilt()
      const plain = plainPath(path)
      const file = plain === null ? undefined : files.get(plain)
      if (file !== undefined && !file.isPage) return serve(file, headers, 200, fileHeaders(file))
      const language = languageOf(headers, fallback)
      const page = plain === null ? undefined : findPage(files, language, plain)
      if (page !== undefined) return serve(page, headers, 200, pageHeaders(language))
      const missing = files.get(`/${language}/404/index.html`) ?? files.get(`/${language}/404.html`)
      return missing ? serve(missing, headers, 404, pageHeaders(language)) : plainText(404, 'There is no such page.')
    },
  }
}

/** An address without its escapes and final slash; `null` for one that nobody writes in good faith. */
function plainPath(path: string): string | null {
  try {
    const decoded = decodeURIComponent(path)
    if (/\/\/|\\|[\p{Cc}]|\/\.|^[^/]/u.test(decoded)) return null
    return decoded === '/' ? '/' : decoded.replace(/\/$/u, '')
  } catch {
    return null
  }
}

/** `/devices/abc` is the page `devices/id`: what it shows is fetched by its own script. */
function findPage(files: Map<string, SiteFile>, language: Language, path: string): SiteFile | undefined {
  if (languages.some((known) => path === `/${known}` || path.startsWith(`/${known}/`))) return undefined
  const base = path === '/' ? `/${language}` : `/${language}${path}`
  const shell = `${base.slice(0, base.lastIndexOf('/'))}/id`
  return [base, shell].map((page) => files.get(`${page}/index.html`) ?? files.get(`${page}.html`)).find(Boolean)
}

function languageOf(headers: Headers, fallback: Language): Language {
  const chosen = cookieValue(headers.get('cookie'), languageCookie)
  return languages.find((known) => known === chosen) ?? acceptedLanguage(headers.get('accept-language')) ?? fallback
}

const fileHeaders = (file: SiteFile) => ({
  'cache-control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  vary: 'Accept-Encoding',
})

const pageHeaders = (language: Language) => ({
  'cache-control': 'no-cache',
  'content-language': language,
  vary: 'Accept-Encoding, Accept-Language, Cookie',
})

const notBuilt = () =>
  plainText(503, 'The dashboard is not built yet. Run "npm run build" in the project, then reload this page.')

const plainText = (status: number, text: string) =>
  new Response(`${text}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
