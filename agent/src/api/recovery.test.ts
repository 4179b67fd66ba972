import { describe, expect, it, vi } from 'vitest'
import { newUser } from '../../test/fakes/new-user.ts'
import { goodPassword, type Served, served } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'
import { completeRecovery } from '../services/recovery/complete-recovery.ts'
import { settleRecoveries } from '../services/recovery/settle-recoveries.ts'
import { hashSecret } from '../services/secret.ts'
import { makeTries } from './limit.ts'

const recovery = '/api/v1/recovery'
const newPassword = 'Another-Kitchen-8'

const mailServer = {
  host: 'mail.example',
  port: 587,
  security: 'auto',
  user: '',
  password: '',
  from: 'a@b.example',
} as const

/** Ana's house with mail set up; her cookie. */
async function withMail(): Promise<Served & { cookie: string }> {
  const here = await served()
  const cookie = await setUp(here)
  await here.house.book.change((draft) => {
    draft.mail = { ...mailServer }
  })
  return { ...here, cookie }
}

/** What waits in the outbox, once nobody waits for an answer any more. */
async function mails({ house }: Served) {
  await vi.waitFor(async () => expect(await house.store.waysIn.asked()).toEqual([]))
  return house.store.outbox.claim(house.clock.now(), 50)
}

async function mailedTo(here: Served, username = 'ana') {
  await here.ask('POST', recovery, { json: { username } })
  const [mail] = await mails(here)
  return {
    mail,
    token: /\/reset#([\w-]{43})/u.exec(mail?.text ?? '')?.[1] ?? '',
    code: /^([A-Z2-9]{5}-[A-Z2-9]{5})$/mu.exec(mail?.text ?? '')?.[1] ?? '',
  }
}

const complete = (here: Served, token: string, more: object = {}) =>
  here.ask('POST', `${recovery}/complete`, {
    json: { username: 'ana', token, password: newPassword, repeat: newPassword, ...more },
  })

const signIn = (here: Served, password: string) =>
  here.ask('POST', '/api/v1/session', { json: { login: 'ana', password } })

describe('asking for a way back in', () => {
  it('B15 B17 says the same whoever is named, and mails the one who is there', async () => {
    const here = await withMail()
    const known = await here.ask('POST', recovery, { json: { username: 'Ana@Example.com' } })
    const unknown = await here.ask('POST', recovery, { json: { username: 'nobody' } })
    expect([known.status, known.text]).toEqual([202, '{"accepted":true}'])
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text])
    const [mail, ...others] = await mails(here)
    expect(others).toEqual([])
    expect(mail).toMatchObject({ to: 'ana@example.com', subject: 'Reiniciar contraseña' })
    expect(mail?.html).toContain('http://sereno.local:7373/reset#')
  })

  it('builds the link from the configured address, never from the request', async () => {
    const here = await withMail()
    await here.ask('POST', recovery, { json: { username: 'ana' }, headers: { 'x-forwarded-host': 'evil.example' } })
    const [mail] = await mails(here)
    expect(mail?.text).not.toContain('evil.example')
  })

  it('is told where no mail can go', async () => {
    const here = await served()
    await setUp(here)
    expect((await here.ask('GET', recovery)).json).toEqual({ mail: false })
    const answer = await here.ask('POST', recovery, { json: { username: 'ana' } })
    expect([answer.status, answer.json.code]).toEqual([409, 'mail_not_configured'])
  })

  it('fills nobody’s mailbox: three mails while their links work, and ten requests at once from an address', async () => {
    const here = await withMail()
    const answers = []
    for (let n = 0; n < 12; n += 1) answers.push(await here.ask('POST', recovery, { json: { username: 'ana' } }))
    expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(202), 429, 429])
    expect(await mails(here)).toHaveLength(3)
    here.house.clock.at += 31 * 60_000
    await here.ask('POST', recovery, { json: { username: 'ana' } })
    expect(await mails(here)).toHaveLength(1)
  })

  it('mails the usernames that an e-mail has, to that e-mail', async () => {
    const here = await withMail()
    await here.ask('POST', `${recovery}/usernames`, { json: { email: 'ANA@example.com' } })
    await here.ask('POST', `${recovery}/usernames`, { json: { email: 'ana' } })
    const [mail, ...others] = await mails(here)
    expect(others).toEqual([])
    expect(mail?.to).toBe('ana@example.com')
    expect(mail?.text).toContain('Usuario: ana')
  })

  it('fills it no more where many ask in the same moment, or for the usernames', async () => {
    const here = await withMail()
    const at = here.house.clock.now()
    for (let n = 0; n < 5; n += 1) {
      const asked = { login: 'ana@example.com', language: 'en', at } as const
      await here.house.store.waysIn.ask({ ...asked, id: `reset-${n}`, wanted: 'reset' })
      await here.house.store.waysIn.ask({ ...asked, id: `names-${n}`, wanted: 'usernames' })
    }
    await Promise.all([1, 2, 3, 4, 5].map(() => settleRecoveries(here.house)))
    const kinds = (await mails(here)).map(({ messageId }) => messageId.split('@')[0]?.split('.')[1])
    expect(kinds.toSorted()).toEqual(['reset', 'reset', 'reset', 'usernames', 'usernames', 'usernames'])
  })

  it('is answered after a restart, too, once, unless it was long ago', async () => {
    const here = await withMail()
    const { store, clock } = here.house
    const asked = { wanted: 'reset', language: 'en', login: 'ana' } as const
    await store.waysIn.ask({ ...asked, id: 'young', at: clock.at - 60_000 })
    await store.waysIn.ask({ ...asked, id: 'old', at: clock.at - 3_600_000 })
    await Promise.all([settleRecoveries(here.house), settleRecoveries(here.house)])
    expect(await mails(here)).toHaveLength(1)
  })
})

describe('setting a new password', () => {
  it('B19 B21 B24 works once, by the link, ends every session, confirms the e-mail and tells of it', async () => {
    const here = await withMail()
    const { token } = await mailedTo(here)
    expect((await complete(here, token)).status).toBe(204)
    expect((await signIn(here, goodPassword)).status).toBe(401)
    expect((await here.ask('GET', '/api/v1/session', { headers: { cookie: here.cookie } })).status).toBe(401)
    expect((await signIn(here, newPassword)).status).toBe(201)
    const again = await complete(here, token)
    expect([again.status, again.json.code]).toEqual([403, 'link_over'])
    const [told] = await mails(here)
    expect(told?.subject).toBe('Tu contraseña en Bar Pepe ha cambiado')
    expect((await here.house.store.people.findLogin('ana'))?.emailConfirmedAt).toBe(here.house.clock.now())
  })

  it('works by the code, as it is printed or as people type it', async () => {
    const here = await withMail()
    const { code } = await mailedTo(here)
    expect((await complete(here, ` ${code.toLowerCase().replace('-', ' ')} `)).status).toBe(204)
  })

  it('is over after 30 minutes, for another’s name, and when a parallel one was used', async () => {
    const here = await withMail()
    const first = await mailedTo(here)
    const second = await mailedTo(here)
    const other = await complete(here, first.token, { username: 'nobody' })
    expect([other.status, other.json.code]).toEqual([403, 'link_over'])
    here.house.clock.at += 30 * 60_000
    expect((await complete(here, first.token)).json.code).toBe('link_over')
    const third = await mailedTo(here)
    const fourth = await mailedTo(here)
    const both = await Promise.all([complete(here, third.token), complete(here, fourth.code)])
    expect(both.map(({ status }) => status).sort()).toEqual([204, 403])
    expect(second.token).not.toBe(first.token)
  })

  it('B21 B22 holds the password to the rule, and uses no link up for one that is refused', async () => {
    const here = await withMail()
    const { token } = await mailedTo(here)
    const refused = async (password: string, repeat = password) => {
      const { status, json } = await complete(here, token, { password, repeat })
      return [status, (json.errors as { path: string }[] | undefined)?.map(({ path }) => path)]
    }
    for (const bad of ['Short1a', 'nouppercase12', 'NOLOWERCASE12', 'NoDigitsAtAll', 'M1Contr4sen4']) {
      expect([bad, ...(await refused(bad))]).toEqual([bad, 422, ['password']])
    }
    expect(await refused(newPassword, 'Other-Password-9')).toEqual([422, ['repeat']])
    expect((await complete(here, token)).status).toBe(204)
  })

  it('tells no stranger whose phone was typed, by refusing the name behind it as a password', async () => {
    const here = await withMail()
    const lopez = newUser({ id: 'u2', username: 'ana.lopez.2', phone: '+34600333444' })
    await here.house.store.people.addUser(lopez, [], [])
    const guess = { password: 'Ana.Lopez.2', repeat: 'Ana.Lopez.2' }
    const theirs = await complete(here, 'x'.repeat(43), { username: '+34600333444', ...guess })
    const another = await complete(here, 'x'.repeat(43), { username: '+34600999999', ...guess })
    expect([theirs.status, theirs.json.code]).toEqual([another.status, another.json.code])
  })

  it('counts the tries at one person together, however they are spelled', async () => {
    const here = await withMail()
    const spelled = ['ana', 'ANA', 'ana@example.com', 'Ana@Example.com']
    const tries = makeTries(here.house.clock)
    const form = { token: 'x'.repeat(43), password: newPassword, repeat: newPassword }
    const codes = []
    for (let n = 0; n < 12; n += 1) {
      const visitor = { address: `192.168.1.${n}`, browser: '' }
      const tried = completeRecovery(here.house, tries, { ...form, username: spelled[n % 4] ?? '' }, visitor)
      codes.push(await tried.catch((fault: { code: string }) => fault.code))
    }
    expect(codes).toEqual([...Array(10).fill('link_over'), 'too_many', 'too_many'])
  })

  it('checks at most ten wrong tokens a minute', async () => {
    const here = await withMail()
    const answers = await Promise.all(Array.from({ length: 15 }, () => complete(here, 'x'.repeat(43))))
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5)
  })

  it('keeps nothing of a mail that opens an account, once it is over', async () => {
    const here = await withMail()
    const { mail, token } = await mailedTo(here)
    expect(mail?.text).toContain(token)
    await here.house.store.outbox.sent(mail?.id ?? '', here.house.clock.now())
    expect(await here.house.store.outbox.item(mail?.id ?? '')).toMatchObject({ state: 'sent', text: '', html: '' })
  })

  it('keeps only hashes of what was mailed', async () => {
    const here = await withMail()
    const { token, code } = await mailedTo(here)
    const ana = await here.house.store.people.findLogin('ana')
    const link = await here.house.store.waysIn.link('reset', ana?.id ?? '', hashSecret(token))
    expect(link).toMatchObject({ email: 'ana@example.com', codeHash: hashSecret(code.replace('-', '')) })
    expect(JSON.stringify(link)).not.toContain(token)
  })
})
