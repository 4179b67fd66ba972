import { mount } from 'svelte'
import Patterns from './components/Patterns.svelte'

let there = false

/** The patterns that charts fill with, once a page; without them a chart has no fill at all. */
export function needPatterns(): void {
  if (there) return
  there = true
  mount(Patterns, { target: document.body })
}
