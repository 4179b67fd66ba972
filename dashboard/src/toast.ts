/** A short message at the edge of the page, on what was just done. */
export interface Toast {
  id: number
  text: string
  tone: 'ok' | 'error'
}

/** More than this would hide the page; the oldest go first. */
const atMost = 3
const longest = 300

let shown: readonly Toast[] = []
let last = 0
let listener: (toasts: readonly Toast[]) => void = () => {}

function change(toasts: readonly Toast[]): void {
  shown = toasts
  listener(shown)
}

/** Says in passing that something was done, or could not be. What a person must act on belongs in the page itself. */
export function toast(text: string, tone: Toast['tone'] = 'ok'): void {
  last += 1
  // The same again is said again, but does not stand there twice.
  const others = shown.filter((other) => other.text !== text || other.tone !== tone)
  change([...others, { id: last, text: text.slice(0, longest), tone }].slice(-atMost))
}

export const dismiss = (id: number): void => change(shown.filter((one) => one.id !== id))

/** The one place that draws them; hears at once of those that came before it. */
export function onToasts(hear: (toasts: readonly Toast[]) => void): () => void {
  listener = hear
  hear(shown)
  return () => {
    listener = () => {}
  }
}
