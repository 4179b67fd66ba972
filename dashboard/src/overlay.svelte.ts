export type OverlayName = 'palette' | 'keys' | 'help' | 'unsent'

class Overlay {
  wanted = $state<OverlayName | null>(null)
}
/** What stands over the page; `Overlay.svelte` loads and shows it. */
export const overlay = new Overlay()

/** Shows a part over the page; the one before it goes. */
export function openOverlay(name: OverlayName): void {
  overlay.wanted = name
}

export function closeOverlay(): void {
  overlay.wanted = null
}
