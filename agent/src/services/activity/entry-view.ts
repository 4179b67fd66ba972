/** Entries as the API gives them. */
export { entryView, inShort } from '../../judge/entry-view.ts'
