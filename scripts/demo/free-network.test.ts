import { expect, onTestFinished, test } from 'vitest'
import { type ClaimedNetwork, claimNetwork } from './free-network.ts'

const claimed = async (): Promise<ClaimedNetwork> => {
  const one = await claimNetwork()
  if (one === null) throw new Error('no network of loopback is free')
  onTestFinished(() => one.release())
  return one
}

test('two demonstrations that start at once get a network each', async () => {
  const [one, other] = await Promise.all([claimed(), claimed()])
  expect(one.network).not.toBe(other.network)
})

test('a network that was given back is there for the next', async () => {
  const first = await claimed()
  first.release()
  expect((await claimed()).network).toBeLessThanOrEqual(first.network)
})
