import { type DemoMail, demoMail } from '@sereno/shared/api/demo.ts'
import { z } from 'zod'

const timeoutMs = 3000

/** Reads the mailbox that `scripts/demo` runs, over HTTP on loopback. */
export function mailboxAt(url: string) {
  const ask = (path: string) => fetch(`${url}${path}`, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' })
  return {
    async list(): Promise<DemoMail[]> {
      const response = await ask('/mails')
      return z
        .array(demoMail)
        .max(100)
        .parse(await response.json())
    },
    async html(id: string): Promise<string | null> {
      const response = await ask(`/mails/${encodeURIComponent(id)}`)
      return response.ok ? response.text() : null
    },
  }
}
