/** A browser that does not trust the box gives up at once; one that finds nobody there waits. */
const patienceMs = 6000

/** Whether this browser trusts the box: it then gets an answer over HTTPS. Which other reason there was, no page is told. */
export const doesTrust = (origin: string): Promise<boolean> =>
  fetch(`${origin}/trust/check`, {
    credentials: 'omit',
    cache: 'no-store',
    signal: AbortSignal.timeout(patienceMs),
  }).then(
    ({ status }) => status === 204,
    () => false,
  )
