/** Runs `act` once, `ms` after the last of several calls; `stop` forgets a run that is due. */
export function afterQuiet(ms: number, act: () => void): { soon: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => clearTimeout(timer)
  return {
    soon: () => {
      stop()
      timer = setTimeout(act, ms)
    },
    stop,
  }
}
