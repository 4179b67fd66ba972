/** Of this tab alone: the venue whose backup was restored, for the log-in page that comes next. */
const KEY = 'sereno_restored'

export function markRestored(venue: string): void {
  try {
    sessionStorage.setItem(KEY, venue)
  } catch {
    // Without storage the log-in page says nothing of it.
  }
}

/** What was marked; once. */
export function takeRestored(): string | null {
  try {
    const venue = sessionStorage.getItem(KEY)
    sessionStorage.removeItem(KEY)
    return venue
  } catch {
    return null
  }
}
