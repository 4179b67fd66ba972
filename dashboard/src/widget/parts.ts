type Child = Node | string | null | false
type Properties = Record<string, string | boolean | ((event: never) => void) | undefined>

/** Makes an element. Text stays text: nothing here is ever read as HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(key, value as EventListener)
    else if (value === true) element.setAttribute(key, '')
    else if (typeof value === 'string') element.setAttribute(key, value)
  }
  element.append(...children.filter((child) => child !== null && child !== false))
  return element
}

const drawings = {
  chat: 'M4 5h16v11H9l-5 4z',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M4 12l16-8-5 16-3-7z',
  file: 'M19 11l-7.5 7.5a4 4 0 0 1-6-6L13 5a2.7 2.7 0 0 1 4 4l-7.5 7.5a1.3 1.3 0 0 1-2-2L14 8',
  clock: 'M12 4a8 8 0 1 0 .01 0M12 8v4l3 2',
  check: 'M5 12l5 5 9-10',
  wrong: 'M12 4a8 8 0 1 0 .01 0M12 8v5M12 16v.01',
}
export type Drawing = keyof typeof drawings

export function icon(drawing: Drawing): SVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(space, 'path')
  path.setAttribute('d', drawings[drawing])
  svg.append(path)
  return svg
}

const address = /https?:\/\/[^\s<>"']+/giu

/** A text whose addresses can be followed; what ends a sentence is none of them. */
export function linked(text: string): Node[] {
  const nodes: Node[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(address)) {
    const link = found.replace(/[.,;:!?)\]]+$/u, '')
    if (!URL.canParse(link)) continue
    const rel = 'noopener noreferrer nofollow ugc'
    nodes.push(
      document.createTextNode(text.slice(from, index)),
      make('a', { href: link, target: '_blank', rel, dir: 'ltr' }, link),
    )
    from = index + link.length
  }
  return [...nodes, document.createTextNode(text.slice(from))]
}

/** Black or white, whichever is read better on a colour (`#rrggbb`). */
export function inkOn(color: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff'
}

/** `4 kB`, as people read it. */
export const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
