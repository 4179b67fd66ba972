import type { House } from '../house.ts'

/** Where HTTPS answers, by the names and IPv4 addresses of its certificate: a policy of a page knows no others. */
export function secureOrigins({ trust }: House): string[] {
  const { port, certificate } = trust.view()
  if (port === null || certificate === null) return []
  return certificate.names.filter((name) => !name.includes(':')).map((name) => `https://${name}:${port}`)
}
