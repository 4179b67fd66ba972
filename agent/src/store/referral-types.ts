/** Someone who came; `at` in ms since 1970. */
export interface LeadRecord {
  id: string
  /** Who brought them; `null`: nobody, or gone. */
  userId: string | null
  at: number
  name: string
  venue: string
  /** The number of the ticket that it made. */
  ticket: number | null
}

/** Who brings others, and who came. */
export interface Referrals {
  /** The person's token: `fresh` where they had none. */
  token(userId: string, fresh: string): Promise<string>
  /** Whose token it is. */
  owner(token: string): Promise<string | null>
  addLead(lead: LeadRecord): Promise<void>
  /** Whom a person brought, newest first; at most 100. */
  leads(userId: string): Promise<LeadRecord[]>
}
