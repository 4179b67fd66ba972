import type { Kind } from '@sereno/shared/kind.ts'

interface KindPaint {
  /** Behind a filled badge, and the border of an outlined one. */
  fill: string
  ink: string
  /** On the card. */
  text: string
}

/** The palette of the dashboard (`ux.md` 7.2): light inline, dark by classes. */
const light: Record<Kind, KindPaint> = {
  Error: { fill: '#C32508', ink: '#FFFFFF', text: '#91050C' },
  Fail: { fill: '#C97E00', ink: '#0A2230', text: '#8E6105' },
  Offline: { fill: '#0A2230', ink: '#FFFFFF', text: '#061924' },
  Retry: { fill: '#9E40D0', ink: '#FFFFFF', text: '#6109B2' },
}
const dark: Record<Kind, string> = { Error: '#F7482B', Fail: '#FBA916', Offline: '#F7F8F8', Retry: '#BCA0FE' }

const darkKinds = Object.entries(dark)
  .map(
    ([kind, colour]) =>
      `.${kind.toLowerCase()}{color:${colour}!important;border-color:${colour}!important}` +
      `.${kind.toLowerCase()}-on{background:${colour}!important;color:#12171D!important;border-color:${colour}!important}`,
  )
  .join('')

export const paint = {
  kinds: light,
  font: "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif",
  sheet:
    ':root{color-scheme:light dark}@media (prefers-color-scheme:dark){' +
    '.bg{background:#12171D!important}.card{background:#1B222A!important;border-color:#2E3842!important}' +
    '.ink{color:#E8EDF2!important}.muted{color:#A3AFBB!important}.link{color:#7CB8FF!important}' +
    `.box{border-color:#2E3842!important}${darkKinds}}`,
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as HTML, in an element or a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/gu, (mark) => marks[mark] ?? mark)
