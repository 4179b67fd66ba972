import type { Component } from 'svelte'
import { addWords } from './words.ts'

/** Parts over the page that are loaded when someone wants them, with their words. */
const parts = {
  palette: () => import('./components/Palette.svelte'),
  keys: () => import('./components/KeyList.svelte'),
  help: () => import('./components/HelpDialog.svelte'),
}
export type OverlayName = keyof typeof parts
type Part = Component<{ onclose: () => void }>

class Overlay {
  part = $state.raw<Part | null>(null)
  /** Nothing came: the agent is gone, and the part was never loaded. */
  failed = $state(false)
}
export const overlay = new Overlay()

/** Shows a part over the page; the one before it goes. */
export async function openOverlay(name: OverlayName): Promise<void> {
  overlay.failed = false
  const [loaded] = await Promise.all([parts[name](), addWords(['shell'])]).catch(() => [null])
  overlay.part = loaded?.default ?? null
  overlay.failed = loaded === null
}

export function closeOverlay(): void {
  overlay.part = null
  overlay.failed = false
}

/** Loads the search before it is asked for: the pointer is there, or the browser has nothing to do. */
export const fetchPalette = (): void => void Promise.all([parts.palette(), addWords(['shell'])]).catch(() => {})
