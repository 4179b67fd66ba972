/** An error as the Graph API writes it. */
export interface GraphError {
  status: number
  error: {
    message: string
    type: string
    code: number
    error_subcode?: number
    error_data?: { messaging_product: string; details: string }
    fbtrace_id: string
  }
  headers?: Record<string, string>
}

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
export function refusal(
  status: number,
  code: number,
  message = 'Invalid parameter',
  subcode?: number,
  headers: Record<string, string> = {},
): GraphError {
  const error = { message: `(#${code}) ${message}`, type: 'OAuthException', code, fbtrace_id: 'A1b2C3' }
  return { status, error: subcode === undefined ? error : { ...error, error_subcode: subcode }, headers }
}

/** Too many calls, for some minutes. */
export const limited = (code: number, minutes = 0): GraphError =>
  refusal(400, code, 'Rate limit hit', undefined, {
    'x-business-use-case-usage': JSON.stringify({
      '2222': [{ type: 'messenger', call_count: 100, estimated_time_to_regain_access: minutes }],
    }),
  })

const dayMs = 24 * 3_600_000

/** Whether somebody last wrote so lately that a free text may go to them. */
export const isInWindow = (lastInAt: number | null, now: number): boolean => lastInAt !== null && now - lastInAt < dayMs
