import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { makeHouse } from '../../test/fakes/house.ts'
import { addPerson, tokenOf } from '../../test/fakes/set-up.ts'
import { authenticate } from '../services/session/authenticate.ts'
import { whileAdmitted } from './while-admitted.ts'

async function admitted() {
  const real = await makeHouse()
  onTestFinished(() => real.close())
  const clock = new HandClock('2026-11-21T12:00:00.000Z')
  const house = { ...real, clock }
  const secret = await tokenOf(real, await addPerson(real, 'viewer'), ['status:read'])
  const admission = await authenticate(house, { by: 'token', secret, address: '127.0.0.1' })
  if (admission === null) throw new Error('the token is good')
  const outgoing = new EventEmitter() as ServerResponse
  const signal = whileAdmitted(house, admission, { outgoing })
  return {
    house,
    clock,
    outgoing,
    signal,
    tokenId: admission.holder.replace('token:', ''),
    userId: admission.caller.userId,
  }
}

describe('an open stream', () => {
  it('is asked every minute whether it may go on', async () => {
    const { house, clock, signal, tokenId } = await admitted()
    clock.pass(60_000)
    await vi.waitFor(() => expect(house.bus.listenerCount('access.ended')).toBe(1))
    expect(signal.aborted).toBe(false)
    // Without a word on the bus, as when it expires.
    await house.store.tokens.revoke(tokenId, [])
    await vi.waitFor(() => {
      clock.pass(60_000)
      expect(signal.aborted).toBe(true)
    })
    expect(house.bus.listenerCount('access.ended')).toBe(0)
  })

  it('ends at once when its person may no longer what they might, also where it came by a token', async () => {
    const { house, signal, userId } = await admitted()
    house.bus.emit('access.ended', 'user:somebody-else')
    expect(signal.aborted).toBe(false)
    house.bus.emit('access.ended', `user:${userId}`)
    expect(signal.aborted).toBe(true)
  })

  it('leaves nothing behind when its client goes', async () => {
    const { house, outgoing, signal } = await admitted()
    outgoing.emit('close')
    expect([signal.aborted, house.bus.listenerCount('access.ended')]).toEqual([true, 0])
  })

  it('goes on while the store cannot answer', async () => {
    const { house, clock, signal } = await admitted()
    await house.store.close()
    clock.pass(60_000)
    await vi.waitFor(() => expect(house.bus.listenerCount('access.ended')).toBe(1))
    expect(signal.aborted).toBe(false)
  })
})
