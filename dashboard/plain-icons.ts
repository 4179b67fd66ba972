import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const frame = fileURLToPath(new URL('src/components/Icon.svelte', import.meta.url))
const icon = /@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/u

type Node = [name: string, attributes: Record<string, string>]

const tag = ([name, attributes]: Node) =>
  `<${name} ${Object.entries(attributes)
    .map(([key, value]) => `${key}="${value}"`)
    .join(' ')} />`

/**
 * Makes each Lucide icon a plain drawing when the dashboard is built. As the package has them, an icon is data that a
 * general component draws element by element: 1 to 2 kB more (gzip) on each page, and slower where hundreds are drawn.
 */
export const plainIcons = {
  name: 'plain-icons',
  enforce: 'pre' as const,
  load(id: string) {
    const path = id.split('?')[0] ?? ''
    if (!icon.test(path) || id.includes('?')) return null
    const data = /const iconData = (\{.*\});/u.exec(readFileSync(path, 'utf8'))?.[1]
    if (data === undefined) throw new Error(`${path} is written in another way than plain-icons.ts knows`)
    const drawing = (JSON.parse(data).node as Node[]).map(tag).join('')
    return `<svelte:options namespace="svg" />
<script>
  import Icon from '${frame}'
  const props = $props()
</script>
<Icon look={props}>${drawing}</Icon>`
  },
}
