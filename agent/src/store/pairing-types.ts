/** What lets an iPad check in. One a device: pairing it again ends the one before. */
export interface DeviceToken {
  id: string
  deviceId: string
  /** SHA-256 of the token, hex. */
  hash: string
  createdAt: number
}

/** iPads that are paired, and the app password by which they are. */
export interface Pairings {
  /** PHC string of argon2id; `null` until one is set. */
  appPassword(): Promise<string | null>
  /** Ends every token that the password before gave. */
  setAppPassword(hash: string, at: number): Promise<void>
  /** `false`: the app password is no longer the one of this hash, and nothing was written. */
  pair(token: DeviceToken, passwordHash: string): Promise<boolean>
  /** `false`: there was no token. */
  unpair(deviceId: string): Promise<boolean>
  /** Two devices are one iPad: the token that it got last is that of `to` from now on. */
  handOver(from: string, to: string): Promise<void>
  pairedBy(hash: string): Promise<DeviceToken | null>
}
