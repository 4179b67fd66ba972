/** How often a program that started us hears that our event loop turns, ms. */
const beatEveryMs = 10_000

/** Tells the program that started us, if it listens, that we are alive: it ends and restarts an agent that is stuck. */
export function startHeartbeat(): void {
  if (process.send === undefined) return
  process.channel?.unref()
  const beat = () => {
    if (process.connected) process.send?.('alive', undefined, {}, () => {})
  }
  beat()
  setInterval(beat, beatEveryMs).unref()
}
