import { isIP } from 'node:net'

/** The name in a `Host` or `Origin`, without port, brackets and final dot; `null` where it makes no sense. */
export function hostName(authority: string): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/iu.exec(authority)
  const name = match?.[1] ?? match?.[2]
  return name === undefined ? null : name.toLowerCase().replace(/\.$/u, '')
}

/**
 * Whether a request is meant for us: a page elsewhere can point its own name at our address (DNS rebinding), but it
 * cannot use an address, this machine's name or the one that was configured.
 */
export function makeHostCheck(publicUrl: string, machine: string): (authority: string) => boolean {
  const short = machine.toLowerCase().split('.')[0] ?? ''
  const names = new Set(
    ['localhost', 'sereno.local', machine.toLowerCase(), short, `${short}.local`, hostName(new URL(publicUrl).host)]
      .filter((name) => name !== null)
      .filter((name) => name !== '' && name !== '.local'),
  )
  return (authority) => {
    const name = hostName(authority)
    return name !== null && (isIP(name) !== 0 || names.has(name))
  }
}
