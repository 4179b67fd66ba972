const KEY = 'sereno-version'

/** Whether this browser has shown another version before; the first that it sees is nothing new. */
export function isNewHere(version: string): boolean {
  try {
    const seen = localStorage.getItem(KEY)
    if (seen === null) noteSeen(version)
    return seen !== null && seen !== version
  } catch {
    // A browser that keeps nothing would show it each time.
    return false
  }
}

export function noteSeen(version: string): void {
  try {
    localStorage.setItem(KEY, version)
  } catch {
    // Then it is not remembered.
  }
}
