/** Where a browser is, as far as passkeys go. */
export interface Site {
  /** WebAuthn's relying party: a passkey works at this host name and nowhere else. */
  host: string
  origin: string
}
