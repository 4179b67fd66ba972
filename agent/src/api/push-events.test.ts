import { describe, expect, it } from 'vitest'
import { type Here, withAna, withEva } from '../../test/fakes/people.ts'
import { choose, form, paperOut, pushPath, spreadAll } from '../../test/fakes/pushes.ts'
import { afterQuiet } from '../services/push/spread-push.ts'

describe('P36 an event', () => {
  it('is told in the person’s words, with what is wrong, where, and what to do', async () => {
    const here = await withAna()
    await here.ana('POST', pushPath, form())
    await paperOut(here)
    const [told, ...others] = await spreadAll(here)
    expect(others).toEqual([])
    expect(told).toMatchObject({ url: '/devices/kitchen', language: 'es', open: 1, urgency: 'high' })
    expect(told?.title).toBe('\u2068Kitchen printer\u2069: sin papel')
    expect(told?.body).toMatch(/^\u2068Kitchen\u2069\. .+/u)
    expect(told?.topic).toMatch(/^[\w-]{32}$/u)
    expect(JSON.stringify(told)).not.toContain('192.168')
  })

  it('of which others chose the name turns nothing around, and is short enough to send', async () => {
    const here = await withAna()
    await here.ana('POST', pushPath, form())
    await paperOut(here, `\u202e${'Ж'.repeat(59)}`)
    const [told] = await spreadAll(here)
    expect(told?.title).not.toContain('\u202e')
    expect(Buffer.byteLength(JSON.stringify(told))).toBeLessThan(3000)
    const marks = (text = '') => [text.split('\u2068').length, text.split('\u2069').length]
    expect(marks(told?.title)[0]).toBe(marks(told?.title)[1])
    expect(marks(told?.body)[0]).toBe(marks(told?.body)[1])
  })

  it('is told to those alone who want to hear of it by push', async () => {
    const here = await withAna()
    await here.ana('POST', pushPath, form())
    await paperOut(here)
    await choose(here.ana, ({ events }) => {
      events.incident_opened.push = false
    })
    expect(await spreadAll(here)).toEqual([])
    await here.house.store.journal.apply([{ do: 'close_incident', id: 'spell', at: here.house.clock.now() + 600_000 }])
    expect(await spreadAll(here)).toEqual([])
    await choose(here.ana, ({ events }) => {
      events.incident_closed.push = true
    })
  })

  it('that ends is told with how long it was', async () => {
    const here = await withAna()
    await here.ana('POST', pushPath, form())
    await choose(here.ana, ({ events }) => {
      events.incident_closed.push = true
    })
    await paperOut(here)
    const [opened] = await spreadAll(here)
    await here.house.store.journal.apply([{ do: 'close_incident', id: 'spell', at: here.house.clock.now() + 600_000 }])
    const [closed] = await spreadAll(here)
    expect(closed).toMatchObject({ title: '\u2068Kitchen printer\u2069 vuelve a funcionar', urgency: 'normal' })
    expect(closed?.body).toMatch(/durante 10\smin/u)
    expect(closed?.tag).toBe(opened?.tag)
  })

  it('that another explains is not told', async () => {
    const here = await withAna()
    await here.ana('POST', pushPath, form())
    await paperOut(here, 'Kitchen printer', { explainedBy: 'router-entry' })
    expect(await spreadAll(here)).toEqual([])
  })

  it('of hours ago is no news', async () => {
    const here = await withAna()
    await here.ana('POST', pushPath, form())
    await paperOut(here)
    here.house.clock.at += 5 * 3_600_000
    expect(await spreadAll(here)).toEqual([])
  })

  it('that nobody could be told is written down for nobody', async () => {
    const here = await withAna()
    await paperOut(here)
    expect(await here.house.store.push.events()).toEqual([])
  })

  it('of a ticket is told to who asked, and to the distributor’s people, never to who wrote', async () => {
    const here = await withAna()
    const { id, cookie } = await withEva(here, { role: 'advisor' })
    const eva = here.as(cookie)
    await here.ana('POST', pushPath, form('ana'))
    await eva('POST', pushPath, form('eva'))
    const toWhom = async () =>
      Promise.all(
        (await here.house.store.push.heads()).map(async ({ subscription, delivery }) => {
          await here.house.store.push.settle(delivery.id, { end: 'taken', at: 1 })
          return [subscription.userId === id ? 'eva' : 'ana', JSON.parse(delivery.text).title]
        }),
      )
    const { json } = await here.ana('POST', '/api/v1/tickets', {
      subject: 'No <b>paper</b>',
      text: 'My password is 1234',
    })
    const [asked] = await spreadAll(here)
    expect(asked?.body).not.toContain('1234')
    expect(asked?.url).toBe(`/account/support?ticket=${json.number}`)
    expect(await toWhom()).toEqual([['eva', 'Ticket 1: mensaje nuevo']])
    await eva('POST', `/api/v1/tickets/${json.number}/messages`, { text: 'Open the lid.' })
    await spreadAll(here)
    expect(await toWhom()).toEqual([['ana', 'Ticket 1: mensaje nuevo']])
    await eva('PATCH', `/api/v1/tickets/${json.number}`, { state: 'solved' })
    expect(await spreadAll(here)).toEqual([])
  })
})

describe('P36 quiet hours', () => {
  const quietAt = (here: Here, from: string, to: string) =>
    choose(here.ana, (all) => {
      all.quietHours = { from, to }
    })

  it('keep everything back, and after them one push tells what is still open', async () => {
    const here = await withAna()
    const { json } = await here.ana('POST', pushPath, form())
    // 13:00 in Madrid.
    await quietAt(here, '12:00', '15:00')
    await paperOut(here)
    expect(await spreadAll(here)).toEqual([])
    const [userId = ''] = await here.house.store.push.quiet()
    expect(await afterQuiet(here.house, userId)).toBeNull()
    here.house.clock.at += 2 * 3_600_000
    const [told, ...others] = (await afterQuiet(here.house, userId)) ?? []
    expect(others).toEqual([])
    expect(told?.subscriptionId).toBe(json.id)
    expect(JSON.parse(told?.text ?? '')).toMatchObject({ title: '1 problema sigue abierto', url: '/' })
  })

  it('in which everything ended by itself end without a word', async () => {
    const here = await withAna()
    await here.ana('POST', pushPath, form())
    await quietAt(here, '12:00', '15:00')
    await paperOut(here)
    await spreadAll(here)
    const { store, clock } = here.house
    await store.journal.apply([{ do: 'end', id: 'e1', at: clock.now(), occurrences: 1 }])
    clock.at += 2 * 3_600_000
    const [userId = ''] = await store.push.quiet()
    expect(await afterQuiet(here.house, userId)).toEqual([])
  })
})
