/** A wait that can be cut short: `sleep` resolves after `ms`, or once `wake` is called. */
export function makePause() {
  let end = () => {}
  return {
    sleep: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        end = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
    wake: () => end(),
  }
}
