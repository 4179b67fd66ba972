import { MediaQuery } from 'svelte/reactivity'

const small = new MediaQuery('(max-width: 639px)', false)

/** How many slots of a bar are drawn as one piece: on a phone 96 pieces would be hairs. Reactive to the screen's width. */
export const slotsPerPiece = (slots: string): 1 | 2 => (small.current && slots.length > 48 ? 2 : 1)
