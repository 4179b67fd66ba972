/** What stands around the list of devices, as one file; its room is kept until it comes. */
export { default as DeviceFilters } from './components/DeviceFilters.svelte'
export { default as FoundInbox } from './components/FoundInbox.svelte'
export { default as ListTools } from './components/ListTools.svelte'
