/** What stands further down on the overview, as one file: it comes after what counts, and is there when the agent answers. */
export { default as DigestCard } from './components/DigestCard.svelte'
export { default as OverviewPlaces } from './components/OverviewPlaces.svelte'
export { default as SetupCard } from './components/SetupCard.svelte'
export { default as WayOut } from './components/WayOut.svelte'
