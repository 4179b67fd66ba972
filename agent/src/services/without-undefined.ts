type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** What of a patch was given: a field that says `undefined` is left as it is. */
export const withoutUndefined = <T extends object>(patch: T): Given<T> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Given<T>
