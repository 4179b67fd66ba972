import { isIP } from 'node:net'
import { postPinned } from '../net/pinned-post.ts'
import { type ResolveAll, resolveAll } from '../net/resolve-all.ts'
import { placeToCall } from './place-to-call.ts'

interface Rim {
  resolve?: ResolveAll
  timeoutMs?: number
  version: string
  /** An internet on this machine, which only tests have: who signed its certificate. */
  nearby?: { ca: Buffer }
}

type Answer = { end: 'answered'; text: string } | { end: 'unreached' | 'local' | 'never' }

/** It asks for nobody but ourselves: that we are meant is no reason against it. */
const nobody = { addresses: [], ports: [], publicUrl: '' }

/** Posts to our public address as Meta will: to the public internet alone, so that nobody looks around in the venue with it. */
export function makeOutside({ resolve = resolveAll, timeoutMs = 10_000, version, nearby }: Rim) {
  return {
    async post(url: string, json: object): Promise<Answer> {
      const startedAt = performance.now()
      const place = await placeToCall(url, { resolve, ownDoor: nobody, allowPrivate: nearby !== undefined })
      if (place.address === undefined) return { end: whyNot(url, place.error) }
      const headers = { 'content-type': 'application/json', 'user-agent': `Sereno/${version}` }
      const asked = { url, address: place.address, headers, body: Buffer.from(JSON.stringify(json)), ca: nearby?.ca }
      const leftMs = Math.max(0, timeoutMs - (performance.now() - startedAt))
      const { status, answer } = await postPinned(asked, leftMs, new AbortController().signal)
      return status === null ? { end: 'unreached' } : { end: 'answered', text: answer.toString('utf8') }
    },
  }
}

/** A name may lead elsewhere for others; an address leads where it leads. */
function whyNot(url: string, error: string): 'unreached' | 'local' | 'never' {
  if (error !== 'address_refused' && error !== 'address_never') return 'unreached'
  return isIP(new URL(url).hostname.replace(/^\[|\]$/gu, '')) === 0 ? 'local' : 'never'
}
