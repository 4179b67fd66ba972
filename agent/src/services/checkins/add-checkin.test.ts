import type { DeviceSetting } from '@sereno/shared/device.ts'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { checkin, look } from '../../../test/fakes/check.ts'
import { makeHouse, type PretendHouse, paperOut, technician } from '../../../test/fakes/house.ts'
import { pretendDevice } from '../../../test/fakes/pretend-network.ts'
import type { Caller } from '../house.ts'
import { Pace } from '../pace.ts'
import { addCheckin } from './add-checkin.ts'

const bar = (address: string | null, more: Partial<DeviceSetting> = {}) =>
  pretendDevice('bar', address, { type: 'ipad', ...more }, ['ios'])
const kitchen = (address: string | null) => pretendDevice('kitchen', address, { type: 'ipad' }, ['ios'])
const token: Caller = {
  ...technician,
  role: 'kiosk',
  scopes: ['checkin'],
  pad: { deviceId: 'bar', tokenId: 'b9f1c1de-token' },
}

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
  onTestFinished(() => house.close())
  for (const address of ['10.9.0.31', '10.9.0.32', '10.9.0.50', '192.168.7.4', 'fd00::5', '203.0.113.9'])
    house.watch.places.set(address, 'own_subnet')
})

/** The venue holds these devices, and the iPad of the bar calls from an address. @returns each device's address then */
async function callFrom(address: string, ...devices: DeviceSetting[]): Promise<(string | null)[]> {
  await house.book.change((draft) => {
    draft.devices = devices
  })
  const paces = { checkins: new Pace(house.clock, 100, 1), events: new Pace(house.clock, 100, 1) }
  await addCheckin(house, paces, token, {}, address)
  return house.book.read().devices.map((device) => device.address)
}

describe('the address of an iPad', () => {
  it('follows its check-ins, and only then is anything written', async () => {
    let writes = 0
    house.book.onChange(() => {
      writes += 1
    })
    expect(await callFrom('10.9.0.32', bar('10.9.0.31'))).toEqual(['10.9.0.32'])
    expect(await callFrom('10.9.0.31', bar('10.9.0.31'))).toEqual(['10.9.0.31'])
    expect(await callFrom('10.9.0.31', bar(null))).toEqual(['10.9.0.31'])
    // One of each for the devices, and one for each move.
    expect(writes).toBe(5)
  })

  it('is none that nobody could look at: our own machine, the internet, a zone, or IPv6 instead of IPv4', async () => {
    for (const address of ['127.0.0.1', '::1', '203.0.113.9', 'fe80::1%eth0', 'fd00::5', '']) {
      expect([address, await callFrom(address, bar('10.9.0.31'))]).toEqual([address, ['10.9.0.31']])
    }
    expect(await callFrom('fd00::5', bar(null))).toEqual(['fd00::5'])
    expect(await callFrom('10.9.0.31', bar('fd00::5'))).toEqual(['10.9.0.31'])
  })

  it('is taken from another iPad that is not there any more, and from no other device', async () => {
    expect(await callFrom('10.9.0.32', bar('10.9.0.31'), kitchen('10.9.0.32'))).toEqual(['10.9.0.32', null])
    const printer = pretendDevice('printer', '10.9.0.50')
    expect(await callFrom('10.9.0.50', bar('10.9.0.31'), printer)).toEqual(['10.9.0.31', '10.9.0.50'])
    expect(await callFrom('10.9.0.50', bar('10.9.0.31'), { ...printer, inService: false })).toEqual([
      '10.9.0.50',
      '10.9.0.50',
    ])
  })

  it('is shared by none: two iPads behind one router do not take it from each other in turns', async () => {
    const there = checkin({ address: '192.168.7.4' })
    const seenThere = look('checkin', 'answered', [there], { at: house.clock.at - 60_000 })
    await house.watch.hear('kitchen', seenThere)
    expect(await callFrom('192.168.7.4', bar('10.9.0.31'), kitchen('192.168.7.4'))).toEqual([
      '10.9.0.31',
      '192.168.7.4',
    ])
    house.clock.at += 600_000
    expect(await callFrom('192.168.7.4', bar('10.9.0.31'), kitchen('192.168.7.4'))).toEqual(['192.168.7.4', null])
  })

  it('is given up by one that was there before the clock was set back', async () => {
    const seenThere = look('checkin', 'answered', [checkin({ address: '10.9.0.32' })], { at: house.clock.at })
    await house.watch.hear('kitchen', seenThere)
    house.clock.at -= 86_400_000
    expect(await callFrom('10.9.0.32', bar('10.9.0.31'), kitchen('10.9.0.32'))).toEqual(['10.9.0.32', null])
  })
})

describe('the identity of an iPad', () => {
  it('is its token, wherever it calls from', async () => {
    await callFrom('10.9.0.31', bar('10.9.0.31'))
    await callFrom('10.9.0.32', bar('10.9.0.31'))
    expect(house.identities.of('bar')).toMatchObject([{ kind: 'checkin', value: 'b9f1c1de-token', source: 'checkin' }])
    expect(house.identities.foundAt('bar')).toMatchObject({ address: '10.9.0.32' })
  })
})

describe('what happened on an iPad', () => {
  const tell = async (told: Parameters<typeof addCheckin>[3]) => {
    await house.book.change((draft) => {
      draft.devices = [bar('10.9.0.31')]
    })
    const paces = { checkins: new Pace(house.clock, 100, 1), events: new Pace(house.clock, 3, 1000) }
    await addCheckin(house, paces, token, told, '10.9.0.31')
    return (await house.store.journal.list({}, { limit: 50 })).items
  }
  const offline = { text: 'NSURLErrorDomain Code=-1009' }

  it('is no internet where iOS words it so, unless the check-in itself says that', async () => {
    expect(await tell({ online: false, events: [offline] })).toEqual([])
    expect(await tell({ online: true, events: [offline] })).toMatchObject([
      { kind: 'Offline', cause: 'ios_no_internet', source: 'checkin', deviceId: 'bar', explainedBy: null },
    ])
  })

  it('is explained by our own line where that was down', async () => {
    const outage = paperOut({ id: 'outage', kind: 'Offline', cause: 'isp_down', deviceId: 'line', endedAt: null })
    await house.store.journal.apply([{ do: 'open', entry: outage }])
    const [event] = await tell({ events: [offline, { text: 'Printing failed' }] })
    const told = await tell({})
    expect(event).toBeDefined()
    expect(told.map(({ cause, explainedBy }) => [cause, explainedBy])).toEqual(
      expect.arrayContaining([
        ['ios_no_internet', 'outage'],
        ['reported', null],
      ]),
    )
  })

  it('is not listened to beyond an allowance', async () => {
    const events = Array.from({ length: 10 }, (_, index) => ({ text: `Printing failed, ticket ${index}` }))
    expect(await tell({ events })).toHaveLength(3)
  })
})
