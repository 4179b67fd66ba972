/** Whether only this very machine can use a host name. */
export const isHere = (host: string) => /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u.test(host)

/**
 * Where others on the network reach the box: as this browser does, unless that is the box itself; then by the box's own
 * address.
 */
export function reachableOrigin(
  at: { protocol: string; hostname: string; host: string; port: string },
  own: readonly { address: string }[],
): string {
  const address = own.find((one) => /^[\d.]+$/u.test(one.address))?.address
  if (!isHere(at.hostname) || address === undefined) return `${at.protocol}//${at.host}`
  return `${at.protocol}//${address}${at.port === '' ? '' : `:${at.port}`}`
}
