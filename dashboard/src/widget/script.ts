// What `/widget.js` is: the chat for any web page, `<script src="https://…/widget.js" data-channel="…" async></script>`.
import { showWidget } from './widget.ts'
import { languageOf } from './words.ts'

interface SerenoChat {
  open(): void
  close(): void
}

declare global {
  interface Window {
    SerenoChat?: SerenoChat
  }
}

const script = document.currentScript
const attribute = (name: string) => script?.getAttribute(name) || undefined

function start(): void {
  // A page that loads it twice shows it once.
  if (!(script instanceof HTMLScriptElement) || window.SerenoChat !== undefined) return
  const [id, hash] = [attribute('data-identity-id'), attribute('data-identity-hash')]
  const identity =
    id && hash
      ? { id, hash, name: attribute('data-identity-name'), email: attribute('data-identity-email') }
      : undefined
  const widget = showWidget(document.body, {
    base: new URL(script.src).origin,
    channel: attribute('data-channel') ?? 'default',
    language: languageOf(attribute('data-language'), document.documentElement.lang, ...navigator.languages),
    place: 'corner',
    identity,
    // Said on the tag, as `load` and `error` are.
    onGone: () => script.dispatchEvent(new Event('gone')),
  })
  window.SerenoChat = { open: () => widget.open(), close: widget.close }
}

if (document.body === null) document.addEventListener('DOMContentLoaded', start)
else start()
