/** What the agent said. `status` 0: it was not reached. */
export interface Said {
  status: number
  // What is in it is the contract's business: the agent alone gives it.
  value: never
  /** ms, from `Retry-After`. */
  waitMs: number
}

const timeoutMs = 20_000

export interface Asking {
  /** Sent as JSON, or as it is where it is a file. */
  body?: unknown
  /** By which the agent knows who asks. */
  who?: Record<string, string>
  signal?: AbortSignal
}

/** Where the agent is, and in which language it shall say why it refuses. */
export type Ask = (method: string, path: string, asking?: Asking) => Promise<Said>

/** Asks the agent. Never rejects. */
export const asker =
  (base: string): Ask =>
  async (method, path, { body, who } = {}) => {
    const ended = new AbortController()
    const isFile = body instanceof Blob
    // A file takes as long as its line does.
    const timer = isFile ? undefined : setTimeout(() => ended.abort(), timeoutMs)
    try {
      const type = body === undefined ? undefined : isFile ? 'application/octet-stream' : 'application/json'
      const response = await fetch(`${base}/api/v1/chat${path}`, {
        method,
        cache: 'no-store',
        signal: ended.signal,
        headers: { ...who, ...(type && { 'content-type': type }) },
        ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      const isOurs = /json/u.test(response.headers.get('content-type') ?? '') || response.status === 204
      return {
        status: isOurs ? response.status : 0,
        value: (isOurs && text !== '' ? JSON.parse(text) : null) as never,
        waitMs: 1000 * Math.min(300, Number(response.headers.get('retry-after')) || 5),
      }
    } catch {
      return { status: 0, value: null as never, waitMs: 0 }
    } finally {
      clearTimeout(timer)
    }
  }
