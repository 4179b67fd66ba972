/** Pictures of people. */
export interface Avatars {
  /** Takes the place of the one before; `null` takes it away. `false`: there is no such user. */
  set(userId: string, avatar: { version: string; picture: Uint8Array } | null): Promise<boolean>
  /** `null` where there is none. */
  of(userId: string): Promise<{ version: string; picture: Uint8Array } | null>
}
