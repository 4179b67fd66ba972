import { describe, expect, it, vi } from 'vitest'
import { listen } from '../../test/fakes/event-stream.ts'
import { noon, paperOut } from '../../test/fakes/house.ts'
import { newEntry } from '../../test/fakes/new-entry.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'
import { goodPassword, type Served, served } from '../../test/fakes/served.ts'
import { addPerson, setUp, tokenOf } from '../../test/fakes/set-up.ts'

const mac = '00:26:ab:12:34:56'

/** A venue with a printer, and the token of its paired iPad. */
async function kiosk(): Promise<Served & { headers: { cookie: string }; pad: { authorization: string } }> {
  const here = await served()
  const headers = { cookie: await setUp(here), 'accept-language': 'en' }
  const json = { password: goodPassword, repeat: goodPassword }
  await here.ask('PUT', '/api/v1/account/app-password', { json, headers })
  const paired = await here.ask('POST', '/api/v1/checkins/pair', { json: { appPassword: goodPassword, name: 'Bar' } })
  await here.house.book.change((draft) => {
    const probe = { id: 'p1', type: 'snmp', everySeconds: 15, timeoutMs: 1000, attempts: 2 }
    const options = { version: '3', port: 161, user: 'watchman' }
    draft.devices.push({ ...pretendDevice('kitchen', '192.0.2.50', { mac }), probes: [{ ...probe, options }] })
    draft.venue.help = { name: 'Printers & Co', phone: '+34600123456' }
  })
  return { ...here, headers, pad: { authorization: `Bearer ${paired.json.token}` } }
}

describe('the iPad of the staff', () => {
  it('sees how the devices are and whom to call, but not what tells a device from others or how it is asked', async () => {
    const { house, ask, headers, pad } = await kiosk()
    const detail = { server: '192.0.2.99', vendor: 'Acme', mac, known: 'x', router: 'y', dns: 'z' }
    await house.store.journal.apply([
      { do: 'open_incident', id: 'i1', deviceId: null, deviceName: null, at: noon },
      { do: 'open', entry: newEntry({ at: noon, cause: 'rogue_dhcp', incidentId: 'i1', detail }) },
    ])
    await ask('PATCH', '/api/v1/incidents/i1', { json: { acknowledged: true, note: 'the spare key' }, headers })
    const whole = (await ask('GET', '/api/v1/overview', { headers })).text
    expect(whole).toContain(mac)
    const answer = await ask('GET', '/api/v1/overview', { headers: { ...pad, 'accept-language': 'en' } })
    for (const mark of [mac, 'watchman', 'ana@', 'spare key']) expect(answer.text).not.toContain(mark)
    expect(answer.json).toMatchObject({
      venue: { help: { name: 'Printers & Co', phone: '+34600123456' } },
      incidents: [{ entries: [{ cause: 'rogue_dhcp' }] }],
      lacks: [],
    })
    expect(answer.json.devices).toMatchObject([{ name: 'Bar' }, { id: 'kitchen', address: '192.0.2.50' }])
  })

  it('is also what a person of the role kiosk sees', async () => {
    const { house, ask } = await served()
    const authorization = `Bearer ${await tokenOf(house, await addPerson(house, 'kiosk'), ['status:read'])}`
    await house.book.change((draft) => {
      draft.devices.push(pretendDevice('kitchen', '192.0.2.50', { mac }))
    })
    const answer = await ask('GET', '/api/v1/overview', { headers: { authorization } })
    expect([answer.status, answer.text.includes(mac)]).toEqual([200, false])
  })

  it('hears of devices and problems as its overview shows them, and stops hearing when its pairing ends', async () => {
    const { house, port, ask, headers, pad } = await kiosk()
    const stream = await listen(port, pad)
    await vi.waitFor(() => expect(stream.raw()).toContain('retry'))
    const { entries } = await house.store.journal.apply([{ do: 'open', entry: paperOut() }])
    for (const entry of entries) house.bus.emit('entry.changed', entry)
    house.bus.emit('device.changed', 'kitchen')
    await vi.waitFor(() => expect(stream.told).toMatchObject([{ event: 'device', data: { id: 'kitchen' } }]))
    expect(stream.raw()).not.toContain(mac)
    const other = 'Another-Password-1'
    await ask('PUT', '/api/v1/account/app-password', { json: { password: other, repeat: other }, headers })
    await vi.waitFor(() => expect(stream.isEnded()).toBe(true))
    expect((await ask('GET', '/api/v1/overview', { headers: pad })).status).toBe(401)
  })

  it('has a device looked at, at most once in five seconds, and is told how long to wait', async () => {
    const { house, ask, headers, pad } = await kiosk()
    const check = (who: Record<string, string>, id = 'kitchen') =>
      ask('POST', `/api/v1/devices/${id}/check`, { headers: who })
    const first = await check(pad)
    expect([first.status, (first.json.device as { mac: null }).mac]).toEqual([200, null])
    const again = await check(pad)
    expect([again.status, again.json.code, again.headers['retry-after']]).toEqual([429, 'too_often', '5'])
    expect((await check(headers)).status).toBe(200)
    expect((await check(pad, 'nothing')).status).toBe(404)
    house.clock.at += 5000
    expect((await check(pad)).status).toBe(200)
  })
})
