/** A text as CSS writes it: what could end it is told by its number. */
export const cssText = (text: string): string =>
  `"${text.replace(/["\\\p{Cc}\p{Cf}]/gu, (sign) => `\\${(sign.codePointAt(0) ?? 0x20).toString(16)} `)}"`

/**
 * Puts a line on top of every printed page, and the page's number below; returns its end. A sheet of its own, because no
 * element is repeated on paper by every browser; those that know no page margins print without.
 */
export function pageHead(text: string): () => void {
  const sheet = new CSSStyleSheet()
  const box = 'font: 8.5pt system-ui, sans-serif; color: #000'
  sheet.replaceSync(`@page {
    @top-left { content: ${cssText(text)}; ${box} }
    @bottom-right { content: counter(page) " / " counter(pages); ${box} }
  }`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
  }
}
