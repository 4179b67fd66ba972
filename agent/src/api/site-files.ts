import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

/** A file of the built dashboard. */
export interface SiteFile {
  path: string
  type: string
  etag: string
  isPage: boolean
  /** Its name changes with what is in it. */
  isHashed: boolean
  isText: boolean
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wasm': 'application/wasm',
}
const isTextType = (type: string) => /^text\/|json|xml|javascript/u.test(type)
const maxFiles = 5_000

/** Every file below a folder by its address (`/en/devices/index.html`); none where there is no such folder. */
export async function listFiles(folder: string): Promise<Map<string, SiteFile>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = new Map<string, SiteFile>()
  for (const item of found.filter((one) => one.isFile()).slice(0, maxFiles)) {
    const path = join(item.parentPath, item.name)
    const address = `/${relative(folder, path).split(sep).join('/')}`
    const type = types[extname(path).toLowerCase()] ?? 'application/octet-stream'
    const { size, mtimeMs } = await stat(path)
    files.set(address, {
      path,
      type,
      etag: `W/"${createHash('sha256').update(`${address} ${size} ${mtimeMs}`).digest('base64url').slice(0, 22)}"`,
      isPage: type.startsWith('text/html'),
      isHashed: /(^|\/)_astro\//u.test(address),
      isText: isTextType(type),
    })
  }
  return files
}
