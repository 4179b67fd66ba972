import type { Component } from 'svelte'
import type { OverlayName } from './overlay.svelte.ts'
import { addWords } from './words.ts'

/** Parts over the page that are loaded when someone wants them. */
const parts: Record<OverlayName, () => Promise<{ default: Component<{ onclose: () => void }> }>> = {
  palette: () => import('./components/Palette.svelte'),
  keys: () => import('./components/KeyList.svelte'),
  help: () => import('./components/HelpDialog.svelte'),
  unsent: () => import('./components/console/UnsentLeave.svelte'),
}

/** A part with its words; throws where the agent is gone. */
export async function loadPart(name: OverlayName): Promise<Component<{ onclose: () => void }>> {
  const [loaded] = await Promise.all([parts[name](), addWords(['shell'])])
  return loaded.default
}

/** Loads the search before it is asked for, as the pointer comes near. */
export const fetchPalette = (): void => void loadPart('palette').catch(() => {})
