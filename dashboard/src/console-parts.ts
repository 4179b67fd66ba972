// What the console does without until a conversation is open; it comes while the list is asked for.
export { default as RefusedNotice } from './components/console/RefusedNotice.svelte'
export { default as SidePanel } from './components/console/SidePanel.svelte'
export { default as ThreadPane } from './components/console/ThreadPane.svelte'
