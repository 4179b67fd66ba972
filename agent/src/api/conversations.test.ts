import { describe, expect, it } from 'vitest'
import { type Console, consoles, talks } from '../../test/fakes/consoles.ts'
import { settlePicks } from '../services/conversations/settle-picks.ts'
import { settle } from '../settle.ts'
import { StoreFault } from '../store/faults.ts'

const answer = (clientId: string, text = 'With pleasure', more: object = {}) => ({ clientId, text, ...more })
const code = ({ status, json }: { status: number; json: Record<string, unknown> }) => [status, json.code]

/** Ana and Eva, who answer; a conversation in the inbox. */
async function both() {
  const here = await consoles()
  const [ana, eva] = [await here.person('Ana Roig', 'operator'), await here.person('Eva', 'admin')]
  return { here, ana, eva, id: await here.write('Pau', 'The printer is dead') }
}

async function picked() {
  const all = await both()
  await all.ana.ask('POST', `${talks}/${all.id}/pick`)
  return all
}

const send = (who: Console, id: string, body: object) => who.ask('POST', `${talks}/${id}/messages`, body)
const tray = async (who: Console, name: string, more = '') => {
  const { json } = await who.ask('GET', `${talks}?tray=${name}${more}`)
  return (json.items as { id: string }[]).map(({ id }) => id)
}

describe('B38 picking a conversation', () => {
  it('gives it to one of two at the same moment, and tells the other who was first and when', async () => {
    const { here, ana, eva, id } = await both()
    expect([await tray(ana, 'inbox'), await tray(eva, 'inbox')]).toEqual([[id], [id]])
    const answers = await Promise.all([ana, eva].map((who) => who.ask('POST', `${talks}/${id}/pick`)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const [winner, loser] = answers[0]?.status === 200 ? [ana, eva] : [eva, ana]
    here.house.clock.at += 2000
    const again = await loser.ask('POST', `${talks}/${id}/pick`)
    const by = winner === ana ? 'Ana Roig' : 'Eva'
    const at = new Date(here.house.clock.at - 2000).toISOString()
    expect(again.json).toMatchObject({ status: 409, code: 'already_picked', by, at })
    const english = await here.ask('POST', `${talks}/${id}/pick`, {
      headers: { cookie: loser.cookie, 'accept-language': 'en' },
    })
    expect(english.json.detail).toBe(`Taken by ${by} 2 sec. ago.`)
    expect([await tray(winner, 'mine'), await tray(loser, 'inbox'), await tray(loser, 'mine')]).toEqual([[id], [], []])
    expect((await loser.ask('GET', `${talks}/counts`)).json).toMatchObject({ inbox: 0, mine: 0, others: 1 })
    // Once more, as where an answer was lost, changes nothing.
    expect((await winner.ask('POST', `${talks}/${id}/pick`)).status).toBe(200)
  })

  it('comes before writing, and what nobody has picked everybody who answers can read', async () => {
    const { ana, eva, id } = await both()
    for (const who of [ana, eva]) {
      const { json } = await who.ask('GET', `${talks}/${id}/messages`)
      expect((json.items as { text: string }[]).map(({ text }) => text)).toContain('The printer is dead')
      expect(code(await send(who, id, answer('client-1')))).toEqual([409, 'not_picked'])
    }
    expect(code(await ana.ask('PUT', `${talks}/${id}/draft`, { text: 'x' }))).toEqual([409, 'not_picked'])
    expect(code(await ana.ask('POST', `${talks}/nobody/pick`))).toEqual([404, 'not_found'])
  })

  it('hides it from everybody else in lists, search and counts', async () => {
    const { ana, eva, id } = await picked()
    expect(await tray(ana, 'mine', '&search=printer')).toEqual([id])
    for (const name of ['inbox', 'mine', 'closed']) expect(await tray(eva, name, '&search=printer')).toEqual([])
    expect(code(await eva.ask('GET', `${talks}/${id}`))).toEqual([404, 'not_found'])
    await ana.ask('POST', `${talks}/${id}/close`)
    expect([await tray(ana, 'closed'), await tray(eva, 'closed')]).toEqual([[id], []])
    expect(code(await eva.ask('POST', `${talks}/${id}/pick`))).toEqual([404, 'not_found'])
    expect(code(await ana.ask('POST', `${talks}/${id}/pick`))).toEqual([409, 'conversation_closed'])
  })
})

describe('answering', () => {
  it('gives what was sent, where the answer to that was lost, whatever became of the conversation since', async () => {
    const { ana, eva, id } = await picked()
    const first = await send(ana, id, answer('client-1', 'At once'))
    await ana.ask('POST', `${talks}/${id}/transfer`, { userId: eva.id })
    await eva.ask('POST', `${talks}/${id}/close`)
    const again = await send(ana, id, answer('client-1', 'At once'))
    expect([again.status, again.json]).toEqual([first.status, first.json])
    expect(code(await send(ana, id, answer('client-2')))).toEqual([404, 'not_found'])
    expect(code(await send(eva, id, answer('client-1')))).toEqual([409, 'conversation_closed'])
  })

  it('keeps what is sent twice once, with blanks off its ends, and in its order', async () => {
    const { ana, id } = await picked()
    const first = await send(ana, id, answer('client-1', '  At once \n'))
    expect(first.json).toMatchObject({ kind: 'out', text: 'At once', isMine: true, state: 'sent', author: 'Ana Roig' })
    expect((await send(ana, id, answer('client-1', '  At once \n'))).json.id).toBe(first.json.id)
    await send(ana, id, answer('client-2', 'A family 👨‍👩‍👧 note', { kind: 'note' }))
    const { items } = (await ana.ask('GET', `${talks}/${id}/messages`)).json as { items: { text: string }[] }
    expect(items.map(({ text }) => text).filter((text) => text !== '')).toEqual([
      'The printer is dead',
      'At once',
      'A family 👨‍👩‍👧 note',
    ])
    for (const wrong of ['', '   ', 'x'.repeat(4001), 'a\u202eb'])
      expect(code(await send(ana, id, answer('client-3', wrong)))).toEqual([422, 'invalid'])
    expect(code(await send(ana, id, answer('client-4', '', { files: ['nowhere'] })))).toEqual([422, 'invalid'])
  })

  it('holds back whoever sends hundreds', async () => {
    const { ana, id } = await picked()
    const all = await Promise.all(Array.from({ length: 40 }, (_, n) => send(ana, id, answer(`client-${n}`))))
    expect(all.filter(({ status }) => status === 201)).toHaveLength(30)
    expect(all.find(({ status }) => status === 429)?.headers['retry-after']).toBe('1')
  })

  it('of Messenger waits for its worker, and after 24 hours is refused', async () => {
    const { here, ana } = await both()
    const id = await here.write('Mia', 'Open today?', { channelId: 'page', channelType: 'messenger' })
    await ana.ask('POST', `${talks}/${id}/pick`)
    expect((await send(ana, id, answer('client-1'))).json.state).toBe('waiting')
    const { json } = await ana.ask('GET', `${talks}/${id}`)
    expect(json).toMatchObject({ channelStatus: 'active', online: null, hasTemplate: false })
    expect(json.windowUntil).toBe(new Date(here.house.clock.at + 86_400_000).toISOString())
    here.house.clock.at += 86_400_000
    expect(code(await send(ana, id, answer('client-2')))).toEqual([409, 'window_over'])
    expect(code(await send(ana, id, answer('client-3', '', { template: true })))).toEqual([409, 'no_template'])
    expect((await send(ana, id, answer('client-4', 'Call them', { kind: 'note' }))).status).toBe(201)
    await here.house.book.change((draft) => {
      draft.channels = []
    })
    expect(code(await send(ana, id, answer('client-5')))).toEqual([409, 'channel_off'])
    expect((await ana.ask('GET', `${talks}/${id}`)).json).toMatchObject({ channelStatus: 'inactive' })
  })

  it('that was given up goes again, where its writer says so', async () => {
    const { here, ana, eva } = await both()
    const id = await here.write('Mia', 'Open today?', { channelId: 'page', channelType: 'messenger' })
    await ana.ask('POST', `${talks}/${id}/pick`)
    const { json } = await send(ana, id, answer('client-1'))
    await here.house.store.talk.settle(String(json.id), { end: 'failed', fault: 'token' })
    const retry = (who: Console) => who.ask('POST', `${talks}/${id}/messages/${json.id}/retry`)
    expect((await retry(eva)).status).toBe(404)
    const again = await retry(ana)
    expect([again.status, again.json.state, again.json.fault]).toEqual([202, 'waiting', null])
  })

  it('tells the contact what was read, and keeps a draft for its writer alone', async () => {
    const { here, ana, eva, id } = await picked()
    const seen: string[] = []
    here.house.bus.on('message.changed', (_, messageId) => seen.push(messageId))
    expect((await ana.ask('POST', `${talks}/${id}/seen`)).status).toBe(204)
    expect(seen).toHaveLength(1)
    expect((await ana.ask('GET', `${talks}/${id}`)).json).toMatchObject({ unread: 0 })
    await ana.ask('PUT', `${talks}/${id}/draft`, { text: 'We will' })
    expect((await ana.ask('GET', `${talks}/${id}`)).json.draft).toBe('We will')
    await ana.ask('POST', `${talks}/${id}/return`)
    await eva.ask('POST', `${talks}/${id}/pick`)
    expect((await eva.ask('GET', `${talks}/${id}`)).json.draft).toBe('')
  })

  it('takes a file by its bytes, and gives it to be saved only', async () => {
    const { here, ana, eva, id } = await picked()
    const upload = (who: Console, body: Buffer) =>
      here.ask('POST', `${talks}/${id}/files?name=a.html`, {
        headers: { cookie: who.cookie, 'content-type': 'application/octet-stream' },
        body,
      })
    const made = await upload(ana, Buffer.from('<script>alert(1)</script>'))
    expect(made.json).toMatchObject({ name: 'a.txt', type: 'text/plain' })
    expect(code(await upload(eva, Buffer.from('x')))).toEqual([404, 'not_found'])
    expect(code(await upload(ana, Buffer.from([0, 1, 2])))).toEqual([422, 'attachment_type'])
    const sent = await send(ana, id, answer('client-1', '', { files: [made.json.id] }))
    expect(sent.json.files).toHaveLength(1)
    const got = await ana.ask('GET', `${talks}/${id}/files/${made.json.id}`)
    expect(got.text).toBe('<script>alert(1)</script>')
    expect(got.headers['content-disposition']).toMatch(/^attachment/u)
    expect(got.headers['content-security-policy']).toContain('sandbox')
    expect((await eva.ask('GET', `${talks}/${id}/files/${made.json.id}`)).status).toBe(404)
    const other = await here.write('Mia', 'Hello')
    expect((await eva.ask('GET', `${talks}/${other}/files/${made.json.id}`)).status).toBe(404)
  })
})

describe('handing a conversation over', () => {
  it('gives it to somebody who answers, and takes it from who had it', async () => {
    const { here, ana, eva, id } = await picked()
    const viewer = await here.person('Vic', 'viewer')
    const { items } = (await ana.ask('GET', `${talks}/operators`)).json as { items: { id: string; online: boolean }[] }
    expect(items.map(({ id: one }) => one)).toContain(eva.id)
    expect(items.some((one) => [ana.id, viewer.id].includes(one.id))).toBe(false)
    const transfer = (userId: string) => ana.ask('POST', `${talks}/${id}/transfer`, { userId, note: 'Knows printers' })
    for (const wrong of [viewer.id, ana.id, 'nobody']) expect(code(await transfer(wrong))).toEqual([422, 'invalid'])
    expect((await transfer(eva.id)).status).toBe(204)
    expect(code(await ana.ask('GET', `${talks}/${id}`))).toEqual([404, 'not_found'])
    expect((await eva.ask('GET', `${talks}/${id}`)).json).toMatchObject({ tray: 'mine', unread: 1 })
    const audit = await eva.ask('GET', '/api/v1/system/audit')
    expect(audit.text).toContain('/transfer')
    for (const said of ['Knows printers', 'The printer is dead']) expect(audit.text).not.toContain(said)
  })

  it.each([
    ['is disabled', 'PATCH', { disabled: true }],
    ['answers no more', 'PATCH', { role: 'viewer' }],
    ['is deleted', 'DELETE', undefined],
  ])('puts all back into the inbox when their picker %s', async (_, method, body) => {
    const { ana, eva, id } = await picked()
    await ana.ask('PUT', `${talks}/${id}/draft`, { text: 'We will' })
    expect((await eva.ask(method, `/api/v1/users/${ana.id}`, body)).status).toBeLessThan(300)
    expect(await tray(eva, 'inbox')).toEqual([id])
    expect((await eva.ask('POST', `${talks}/${id}/pick`)).status).toBe(200)
  })

  it('puts it back at the next start where the power failed in between', async () => {
    const { here, ana, eva, id } = await picked()
    await here.house.store.people.changeUser(ana.id, { disabledAt: here.house.clock.at }, [], [])
    await settlePicks(here.house)
    expect(await tray(eva, 'inbox')).toEqual([id])
  })

  it('does not keep the agent from starting where the disk takes no writes', async () => {
    const { here, ana } = await picked()
    const { store } = here.house
    await store.people.changeUser(ana.id, { disabledAt: here.house.clock.at }, [], [])
    const refuses = async () => Promise.reject(new StoreFault('disk_readonly', 'The disk takes no writes'))
    const talk = { ...store.talk, giveBackAll: refuses }
    await settle({ ...here.house, store: { ...store, talk, inMemory: 'disk_readonly' } })
    await settle({ ...here.house, store: { ...store, talk } })
    expect((await store.talk.counts(ana.id)).mine).toBe(1)
  })

  it('makes one ticket of it, also where it is asked twice', async () => {
    const { ana, id } = await picked()
    const ask = () => ana.ask('POST', `${talks}/${id}/ticket`, { subject: 'Printer', text: 'Is dead' })
    const made = await Promise.all([ask(), ask()])
    expect(made.map(({ status, json }) => [status, json.number])).toEqual([
      [201, 1],
      [201, 1],
    ])
    const { items } = (await ana.ask('GET', `${talks}/${id}/messages`)).json as { items: { event: object | null }[] }
    expect(items.filter(({ event }) => JSON.stringify(event).includes('"ticket":1'))).toHaveLength(1)
  })
})

describe('texts to insert', () => {
  it('are added, changed and removed, at most fifty', async () => {
    const { here, ana } = await both()
    const path = '/api/v1/reply-templates'
    const { json } = await ana.ask('POST', path, { title: 'Hours', text: 'We open at nine.' })
    await ana.ask('PATCH', `${path}/${json.id}`, { title: 'Hours', text: 'We open at ten.' })
    expect((await ana.ask('GET', path)).json.items).toEqual([{ id: json.id, title: 'Hours', text: 'We open at ten.' }])
    await here.house.book.change((draft) => {
      for (let n = 1; n < 50; n += 1) draft.replyTemplates.push({ id: `t${n}`, title: `T${n}`, text: 'x' })
    })
    expect(code(await ana.ask('POST', path, { title: 'One more', text: 'x' }))).toEqual([409, 'templates_full'])
    expect((await ana.ask('DELETE', `${path}/${json.id}`)).status).toBe(204)
    expect(code(await ana.ask('DELETE', `${path}/${json.id}`))).toEqual([404, 'not_found'])
    expect(code(await ana.ask('POST', path, { title: 'Empty', text: ' ' }))).toEqual([422, 'invalid'])
  })
})
