import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openBrowser } from './browser.ts'

// Draws the icons of home screens from the brand's own drawing: `node dashboard/test/icons.ts`.

const folder = join(import.meta.dirname, '../public')
const brand = await readFile(join(folder, 'favicon.svg'), 'utf8')

/** A home screen cuts a `maskable` icon to a shape of its own: what matters stays within its inner 80 %. */
const icons = [
  { name: 'any-192', size: 192, share: 0.86, ground: 'transparent' },
  { name: 'any-512', size: 512, share: 0.86, ground: 'transparent' },
  { name: 'maskable-512', size: 512, share: 0.6, ground: '#ffffff' },
  { name: 'touch-180', size: 180, share: 0.72, ground: '#ffffff' },
]

await mkdir(join(folder, 'icons'), { recursive: true })
const browser = await openBrowser()
for (const { name, size, share, ground } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(
    `<style>body{margin:0;height:100vh;display:grid;place-items:center;background:${ground}}svg{width:${share * 100}%}</style>${brand}`,
  )
  await page.screenshot({ path: join(folder, 'icons', `${name}.png`), omitBackground: true })
  await page.close()
}
await browser.close()
