/** A part of the page that is loaded after it: `null` where the agent that serves it is away just then. */
export const loadLater = <T>(part: Promise<{ default: T }>): Promise<T | null> =>
  part.then(
    (loaded) => loaded.default,
    () => null,
  )
