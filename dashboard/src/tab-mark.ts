/** What the browser's tab says: `(2) Overview · Sereno`, and `⚠` while there is no contact. */
export function markedTitle(plain: string, open: number, lost: boolean): string {
  if (lost) return `⚠ ${plain}`
  return open > 0 ? `(${open}) ${plain}` : plain
}

/** The number at the icon of an app on a Home Screen; a push sets it while no page is open. Where a browser has it. */
export function markApp(open: number): void {
  if (!('setAppBadge' in navigator)) return
  const marked = open > 0 ? navigator.setAppBadge(open) : navigator.clearAppBadge()
  marked.catch(() => {})
}

const octagon = 'M10 1h12l9 9v12l-9 9H10l-9-9V10z'
const svg = (inside: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${inside}</svg>`)}`
const sign = (text: string, colour: string, size: number) =>
  `<text x="16" y="${16 + size * 0.36}" font-family="system-ui,sans-serif" font-weight="700" font-size="${size}" text-anchor="middle" fill="${colour}">${text}</text>`

/** The tab's icon by number and shape: an octagon with how many, a dashed ring without contact, `null` for the lantern. */
export function markedIcon(open: number, lost: boolean): string | null {
  if (lost) {
    const ring =
      '<circle cx="16" cy="16" r="13.5" fill="#fff" stroke="#556270" stroke-width="4" stroke-dasharray="6 3"/>'
    return svg(ring + sign('!', '#556270', 22))
  }
  if (open === 0) return null
  const text = open > 99 ? '99+' : String(open)
  return svg(
    `<path d="${octagon}" fill="#c32508"/>${sign(text, '#fff', text.length === 1 ? 24 : 26 - text.length * 4)}`,
  )
}
