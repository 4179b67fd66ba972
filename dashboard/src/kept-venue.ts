import { keep, kept } from './preferences.ts'

const KEY = 'sereno_venue'

/** Keeps in this browser what the venue is called, for the page where nobody is signed in yet: the agent tells strangers nothing. */
export const keepVenue = (name: string): void => keep(KEY, name)

/** The name that this browser saw last; `null`: nobody signed in here before. */
export const keptVenue = (): string | null => kept(KEY)?.slice(0, 80) || null
