import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { afterQuiet, gather } from './again.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('waiting for quiet', () => {
  it('acts once after the last of several calls', () => {
    const act = vi.fn()
    const again = afterQuiet(400, act)
    again.soon()
    vi.advanceTimersByTime(300)
    again.soon()
    vi.advanceTimersByTime(399)
    expect(act).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(act).toHaveBeenCalledOnce()
  })

  it('does not wait for ever where it never gets quiet', () => {
    const act = vi.fn()
    const again = afterQuiet(400, act)
    for (let call = 0; call < 21; call++) {
      again.soon()
      vi.advanceTimersByTime(100)
    }
    expect(act).toHaveBeenCalledOnce()
    again.stop()
    vi.advanceTimersByTime(10_000)
    expect(act).toHaveBeenCalledOnce()
  })
})

describe('gathering', () => {
  it('hands over the newest of each at once', () => {
    const take = vi.fn()
    const { add, stop } = gather<{ id: string; n: number }>(250, take)
    for (let n = 0; n < 300; n++) add({ id: String(n % 3), n })
    expect(take).not.toHaveBeenCalled()
    vi.advanceTimersByTime(250)
    expect(take).toHaveBeenCalledOnce()
    expect([...(take.mock.calls[0]?.[0].values() ?? [])].map(({ n }) => n)).toEqual([297, 298, 299])
    add({ id: 'a', n: 1 })
    stop()
    vi.advanceTimersByTime(1000)
    expect(take).toHaveBeenCalledOnce()
  })
})
