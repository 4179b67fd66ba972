import { makeApp } from '../../agent/src/api/app.ts'
import { makeHandlers } from '../../agent/src/api/routes/index.ts'
import { serve } from '../../agent/src/api/server.ts'
import { hashPassword } from '../../agent/src/services/session/password.ts'
import { makeHouse } from '../../agent/test/fakes/house.ts'
import { newUser } from '../../agent/test/fakes/new-user.ts'
import { percentiles, type Times } from './times-of.ts'

/** How well time tells a name that is known from one that is not: the share of pairs in which the known one took longer. */
interface ToldApart {
  known: Times
  unknown: Times
  /** 0.5: not at all; with 1,000 of each, chance stays within 0.04 of it (three sigma). */
  auc: number
}

/** Of signing in with a wrong password, and of asking for a way back in. */
export interface SignInTime {
  tries: number
  signIn: ToldApart
  recovery: ToldApart
}

/**
 * Tries a known and an unknown name so often each, in an order that nobody can foresee, over HTTP and with real stores;
 * for every try the clock of the throttle is a day further, so that it refuses none.
 */
export async function measureSignIn(tries: number): Promise<SignInTime> {
  const house = await makeHouse()
  let day = 0
  house.clock.monotonic = () => (day += 86_400_000)
  await house.store.people.addFirst(
    newUser({ username: 'known1', passwordHash: await hashPassword('Right-Password-1') }),
  )
  await house.book.change((draft) => {
    draft.mail = { host: 'mail.example', port: 587, security: 'auto', user: '', password: '', from: 'a@b.example' }
  })
  const nothingElse = { answer: async () => new Response(null, { status: 404 }) }
  const serving = await serve(makeApp(house, makeHandlers(house), nothingElse), { host: '127.0.0.1', port: 0 })
  const post = async (path: string, body: object, status: number) => {
    const answer = await fetch(`http://127.0.0.1:${serving.port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    await answer.arrayBuffer()
    if (answer.status !== status) throw new Error(`${path}: ${answer.status}`)
  }
  try {
    const signIn = await compare(tries, (login) =>
      post('/api/v1/session', { login, password: 'Wrong-Password-1' }, 401),
    )
    const recovery = await compare(tries, (username) => post('/api/v1/recovery', { username }, 202))
    return { tries, signIn, recovery }
  } finally {
    await serving.close()
    await house.close()
  }
}

async function compare(tries: number, work: (name: string) => Promise<void>): Promise<ToldApart> {
  const took: Record<string, number[]> = { known1: [], nobody: [] }
  for (let n = 0; n < 20; n += 1) await work(n % 2 === 0 ? 'known1' : 'nobody')
  for (let pair = 0; pair < tries; pair += 1) {
    const order = Math.random() < 0.5 ? ['known1', 'nobody'] : ['nobody', 'known1']
    for (const name of order) {
      const begin = performance.now()
      await work(name)
      took[name]?.push(performance.now() - begin)
    }
  }
  const [known = [], unknown = []] = [took.known1, took.nobody]
  return { known: percentiles(known), unknown: percentiles(unknown), auc: aucOf(known, unknown) }
}

/** The share of pairs in which the one of the first list is greater, the same counting half: Mann and Whitney's U, over all pairs. */
export function aucOf(ones: readonly number[], others: readonly number[]): number {
  const all = [...ones.map((value) => ({ value, isOne: true })), ...others.map((value) => ({ value, isOne: false }))]
  all.sort((one, other) => one.value - other.value)
  let ranks = 0
  for (let begin = 0; begin < all.length; ) {
    let end = begin
    while (end < all.length && all[end]?.value === all[begin]?.value) end += 1
    // Of the same value all have the rank in their middle.
    const rank = (begin + end + 1) / 2
    ranks += rank * all.slice(begin, end).filter(({ isOne }) => isOne).length
    begin = end
  }
  return (ranks - (ones.length * (ones.length + 1)) / 2) / (ones.length * others.length)
}
