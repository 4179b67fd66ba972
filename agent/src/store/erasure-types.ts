/** By what someone is recognised in what is kept. */
export interface Traces {
  /** In lower case. */
  usernames: string[]
  /** In lower case. */
  emails: string[]
  /** E.164. */
  phones: string[]
  names: string[]
}

/** In which part of what is kept something stands. */
export const tracedTables = [
  'users',
  'recipients',
  'outbox',
  'tickets',
  'conversations',
  'leads',
  'incidents',
  'audit',
  'webhook_deliveries',
  'rollout',
] as const
export type TracedTable = (typeof tracedTables)[number]

/** What is known of people wherever it stands, and how it goes. */
export interface Erasure {
  /** By what a user is recognised, also by what they were called before; `null` where there is none. */
  ofUser(userId: string): Promise<Traces | null>
  /** How many rows of each part name someone; parts without any are left out. */
  find(traces: Traces): Promise<Partial<Record<TracedTable, number>>>
  /** Removes what names someone who is no user, and makes them unnamed in what stays. */
  erase(traces: Traces): Promise<void>
  /** Users who were deleted before, and whom a restore brought back. */
  returned(): Promise<string[]>
  /** Of another database, whose place this one took: whom it knew to be deleted. */
  carryOver(erased: { userId: string; at: number }[]): Promise<void>
  /** Whether something was deleted that may still be read in parts of the file that nobody uses. */
  isUnswept(): Promise<boolean>
  /** Writes the file anew, without anything that was deleted; seconds, in which no other call is answered. */
  sweep(): Promise<void>
}
