/** Keeps the screen on while someone looks at this page, where the browser lets a page ask for it. @returns its end */
export function keepAwake(): () => void {
  const { wakeLock } = navigator
  let lock: WakeLockSentinel | null = null
  let isWanted = true
  // The browser takes it back whenever the page is hidden.
  const ask = async () => {
    if (!isWanted || document.visibilityState !== 'visible') return
    lock = await wakeLock.request('screen').catch(() => null)
  }
  if (!canKeepAwake()) return () => {}
  document.addEventListener('visibilitychange', ask)
  void ask()
  return () => {
    isWanted = false
    document.removeEventListener('visibilitychange', ask)
    void lock?.release().catch(() => {})
  }
}

/** On plain HTTP nobody can: the iPad's own setting has to do it. */
export const canKeepAwake = (): boolean => 'wakeLock' in navigator
