let pressed = false
let waiting: (() => void)[] = []

function released(): void {
  pressed = false
  const acts = waiting
  waiting = []
  // The click comes after the pointer is up: first it has to reach what was aimed at.
  setTimeout(() => {
    for (const act of acts) act()
  })
}

if (typeof document !== 'undefined') {
  document.addEventListener('pointerdown', () => (pressed = true), true)
  document.addEventListener('pointerup', released, true)
  document.addEventListener('pointercancel', released, true)
}

/**
 * Does what may move the page once no button is held down. A field that is left by a press on another one shows its error
 * only then; at once, it would push away what the pointer is on.
 */
export function afterPress(act: () => void): void {
  if (pressed) waiting.push(act)
  else act()
}
