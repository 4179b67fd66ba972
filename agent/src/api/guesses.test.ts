import type { argon2 } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { newUser } from '../../test/fakes/new-user.ts'
import { type Here, withAna } from '../../test/fakes/people.ts'
import { type Answered, goodPassword as password } from '../../test/fakes/served.ts'
import { mailedSecret } from '../services/recovery/mailed-secret.ts'
import { stepOf, totpAt } from '../services/second-step/totp.ts'

/** How often a password was worked out; it is, as ever. */
const { worked } = vi.hoisted(() => ({ worked: { runs: 0 } }))
vi.mock('node:crypto', async (original) => {
  const real = await original<{ argon2: typeof argon2 }>()
  const counted = (...asked: Parameters<typeof argon2>) => {
    worked.runs += 1
    return real.argon2(...asked)
  }
  return { ...real, argon2: counted }
})
afterEach(() => {
  worked.runs = 0
})

const session = '/api/v1/session'
const minute = 60_000

/** Does something so often, fifty at a time. */
async function often(times: number, work: (index: number) => Promise<Answered>): Promise<number[]> {
  const statuses: number[] = []
  for (let begin = 0; begin < times; begin += 50) {
    const batch = Array.from({ length: Math.min(50, times - begin) }, (_, index) => work(begin + index))
    statuses.push(...(await Promise.all(batch)).map(({ status }) => status))
  }
  return statuses
}
const lookedAt = (statuses: number[]) => statuses.filter((status) => status !== 429).length
const address = (index: number) => `127.1.${Math.floor(index / 250)}.${(index % 250) + 1}`
const signIn = ({ ask }: Here, login: string, secret: string, from = '127.0.0.1') =>
  ask('POST', session, { json: { login, password: secret }, from })

describe('P31 of 1,000 guesses at a password', () => {
  it('ten a minute are looked at for an account, from however many addresses and by whichever of its names', async () => {
    const here = await withAna()
    worked.runs = 0
    const names = ['ana', 'ANA ', 'ana@example.com', '+34600111222', '+34 600-111.222']
    const statuses = await often(1000, (n) => signIn(here, names[n % 5] ?? '', `Wrong-Password-${n}`, address(n)))
    expect([lookedAt(statuses), worked.runs]).toEqual([10, 10])
    // Another minute, another ten; and then its owner comes in, from an address that tried as well.
    here.house.clock.at += minute
    expect(lookedAt(await often(100, (n) => signIn(here, 'ana', `Wrong-Password-${n}`, address(n))))).toBe(10)
    const early = await signIn(here, 'ana', password)
    expect([early.status, early.headers['retry-after']]).toEqual([429, '60'])
    here.house.clock.at += Number(early.headers['retry-after']) * 1000
    expect((await signIn(here, 'ana', password, address(1))).status).toBe(201)
  })

  it('ten a minute are looked at from an address, at however many accounts, and its next minute is like its first', async () => {
    const here = await withAna()
    worked.runs = 0
    const statuses = await often(1000, (n) => signIn(here, `person${n}`, 'Wrong-Password-1', '127.2.0.1'))
    expect([lookedAt(statuses), worked.runs]).toEqual([10, 10])
    expect((await signIn(here, 'ana', password, '127.2.0.1')).status).toBe(429)
    // Nobody else is kept out by it.
    expect((await signIn(here, 'ana', password, '127.2.0.2')).status).toBe(201)
    here.house.clock.at += minute
    expect((await signIn(here, 'ana', password, '127.2.0.1')).status).toBe(201)
  })
})

/** A kind of secret: a wrong one, and the right one that is good afterwards. */
const secrets: Record<
  string,
  (here: Here) => Promise<{ wrong(n: number): Promise<Answered>; right(): Promise<Answered> }>
> = {
  'the link of a mail': async ({ house, ask }) => {
    const ana = await house.store.people.findLogin('ana')
    const { link, token } = mailedSecret('reset', ana ?? newUser(), house.clock.at, 30 * minute)
    await house.store.waysIn.add(link)
    const fresh = 'Found-My-Way-12'
    const use = (secret: string, from: string) =>
      ask('POST', '/api/v1/recovery/complete', {
        json: { username: 'ana', token: secret, password: fresh, repeat: fresh },
        from,
      })
    return { wrong: (n) => use(`x${n}`.padEnd(43, 'x'), address(n)), right: () => use(token, '127.0.0.1') }
  },
  'a code of the authenticator': async (here) => {
    const { secret } = await withStep(here)
    const use = (code: string, from: string) =>
      here.ask('POST', session, { json: { login: 'ana', password, code }, from })
    const right = () => use(totpAt(secret, stepOf(here.house.clock.at)), '127.0.0.1')
    return { wrong: (n) => use(String(n).padStart(6, '0'), address(n)), right }
  },
  'a recovery code': async (here) => {
    const { codes } = await withStep(here)
    const use = (code: string, from: string) =>
      here.ask('POST', session, { json: { login: 'ana', password, code }, from })
    return {
      wrong: (n) => use(`AAAAA-BBBBB-${String(n + 22222)}`, address(n)),
      right: () => use(codes[0] ?? '', '127.0.0.1'),
    }
  },
  'the app password': async ({ ask, ana }) => {
    await ana('PUT', '/api/v1/account/app-password', { password: 'iPads-At-The-Bar-1', repeat: 'iPads-At-The-Bar-1' })
    const use = (appPassword: string, from: string) =>
      ask('POST', '/api/v1/checkins/pair', { json: { appPassword, name: 'Bar' }, from })
    return { wrong: (n) => use(`Wrong-Password-${n}`, address(n)), right: () => use('iPads-At-The-Bar-1', '127.0.0.1') }
  },
  'one’s own password, in a browser that was left open': async ({ ask, cookie }) => {
    const use = (secret: string, from: string) =>
      ask('POST', '/api/v1/me/totp', { json: { password: secret }, headers: { cookie }, from })
    return { wrong: (n) => use(`Wrong-Password-${n}`, address(n)), right: () => use(password, '127.0.0.1') }
  },
}

/** Ana's second step is on; the clock is a step further, so that the next code is a fresh one. */
async function withStep({ ana, house }: Here): Promise<{ secret: string; codes: string[] }> {
  const secret = String((await ana('POST', '/api/v1/me/totp', { password })).json.secret)
  const code = totpAt(secret, stepOf(house.clock.at))
  const { json } = await ana('POST', '/api/v1/me/totp/confirm', { code })
  house.clock.at += minute
  return { secret, codes: json.recoveryCodes as string[] }
}

describe('P31 of guesses at another secret', () => {
  it.each(Object.entries(secrets))(
    'ten a minute are looked at, and the right one is good after it: %s',
    async (_, prepare) => {
      const here = await withAna()
      const { wrong, right } = await prepare(here)
      expect(lookedAt(await often(200, wrong))).toBe(10)
      expect((await right()).status).toBe(429)
      here.house.clock.at += minute
      expect((await right()).status).toBeLessThan(300)
    },
  )
})

/** All that an answer says, but for when and which one it is. */
function said({ status, headers, json }: Answered) {
  const { date: _, ...others } = headers
  const { instance: __, ...problem } = json
  return { status, headers: { ...others, 'content-length': undefined }, problem }
}

describe('whether somebody is there', () => {
  it('is not told by what an answer says, nor by how much work it takes', async () => {
    const here = await withAna()
    const { people } = here.house.store
    const add = (username: string, more: object) =>
      people.addUser(
        newUser({ id: username, username, email: `${username}@bar.example`, phone: null, ...more }),
        [],
        [],
      )
    const { passwordHash = '' } = (await people.findLogin('ana')) ?? {}
    await add('disabled', { passwordHash, disabledAt: 1 })
    await add('invited', { passwordHash: '' })
    await add('stepped', { passwordHash, secondStepAt: 1 })
    const tried: [login: string, secret: string, runs?: number][] = [
      ['ana', 'Wrong-Password-1'],
      ['ana@example.com', 'Wrong-Password-1'],
      ['+34600111222', 'Wrong-Password-1'],
      ['nobody', 'Wrong-Password-1'],
      ['nobody@bar.example', password],
      ['disabled', 'Wrong-Password-1'],
      ['disabled', password],
      ['invited', 'Wrong-Password-1'],
      ['stepped', 'Wrong-Password-1'],
    ]
    const answers = []
    for (const [login, secret] of tried) {
      here.house.clock.at += minute
      worked.runs = 0
      answers.push(said(await signIn(here, login, secret)))
      expect([login, worked.runs]).toEqual([login, 1])
    }
    expect(answers[0]?.problem).toMatchObject({ code: 'wrong_login' })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  it('takes the same work where the password is right', async () => {
    const here = await withAna()
    await withStep(here)
    worked.runs = 0
    expect((await signIn(here, 'ana', password)).json.code).toBe('second_step')
    expect(worked.runs).toBe(1)
    const json = { login: 'ana', password, code: '000000' }
    expect((await here.ask('POST', session, { json })).json.code).toBe('wrong_second_step')
    expect(worked.runs).toBe(2)
  })

  it('is not told by setting a new password either', async () => {
    const here = await withAna()
    const fresh = 'Found-My-Way-12'
    const answers = []
    for (const username of ['ana', 'nobody', 'ana@example.com', '+34600111222']) {
      here.house.clock.at += minute
      worked.runs = 0
      const json = { username, token: 'x'.repeat(43), password: fresh, repeat: fresh }
      answers.push(said(await here.ask('POST', '/api/v1/recovery/complete', { json })))
      expect([username, worked.runs]).toEqual([username, 1])
    }
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  it('is not told by asking for a way back in, which waits for no mail', async () => {
    const here = await withAna()
    await here.house.book.change((draft) => {
      draft.mail = { host: 'mail.example', port: 587, security: 'auto', user: '', password: '', from: 'a@b.example' }
    })
    worked.runs = 0
    const asked = async (username: string) => said(await here.ask('POST', '/api/v1/recovery', { json: { username } }))
    expect(await asked('nobody')).toEqual(await asked('ana'))
    expect(worked.runs).toBe(0)
  })
})
