import type { Checkin } from '@sereno/shared/checkin.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeVenue } from './describe-venue.ts'
import { type Host, hosts } from './plan.ts'
import { playCase, printFigures, windowMs } from './play-case.ts'
import { openScene, type Scene } from './scene.ts'

const appPassword = 'Printers-And-Pads-1'
const noConnection = 'NSURLErrorDomain Code=-1004 "Could not connect to the server."'
const agent = `http://${hosts.agent.address}:7373/api/v1`

describeVenue('check-ins of iPads', 240_000, () => {
  let scene: Scene
  const tokens: Record<string, string> = {}
  beforeAll(async () => {
    scene = await openScene()
    await scene.client.call('account.appPassword', { body: { password: appPassword, repeat: appPassword } })
    for (const [host, name] of [
      ['ipad1', 'Bar iPad'],
      ['ipad2', 'Kitchen iPad'],
    ] as const) {
      const { status, body } = await post(host, '/checkins/pair', { appPassword, name })
      expect(status).toBe(201)
      tokens[host] = String(body.token)
    }
  }, 120_000)
  afterAll(async () => {
    printFigures()
    await scene?.close()
  }, 60_000)

  /** What an iPad sends from its own place in the network. */
  async function post(from: Host, path: string, json: object, token?: string) {
    const bearer = token === undefined ? [] : ['-H', `authorization: Bearer ${token}`]
    const content = ['-H', 'content-type: application/json', '-d', JSON.stringify(json)]
    const said = await scene.venue.exec(from, 'curl', '-s', '-w', '\n%{http_code}', ...bearer, ...content, agent + path)
    const [body = '', status] = said.split('\n')
    return { status: Number(status), body: JSON.parse(body) as Record<string, unknown> }
  }
  async function tell(pad: 'ipad1' | 'ipad2', told: Checkin, from: Host = pad) {
    // One that comes too often waits, as it is told.
    const status = async () => (await post(from, '/checkins', told, tokens[pad])).status
    await expect.poll(status, { timeout: 20_000, interval: 1000 }).toBe(201)
  }
  const isWell = (pad: 'ipad1' | 'ipad2') => tell(pad, { online: true, lastPrintError: null })
  /** A check-in is judged once what it complains of was looked at. */
  const withinMs = windowMs(2000, 3)

  test('pair the device of that name, and show what they are', async () => {
    await tell('ipad1', { model: 'iPad13,4', osVersion: '26.1', appVersion: '4.2', battery: 0.8 })
    expect(await scene.device(scene.ids.barPad)).toMatchObject({
      name: 'Bar iPad',
      address: hosts.ipad1.address,
      model: 'iPad Pro 11-inch (3rd generation)',
      osVersion: '26.1',
      appVersion: '4.2',
      checkin: { address: hosts.ipad1.address, battery: 0.8, online: null },
    })
  })

  test('from another subnet without a way to the printers: the wrong one', () =>
    playCase(scene, 'wrong subnet', {
      fault: async () => {
        await tell('ipad1', { online: true, lastPrintError: noConnection }, 'office')
        return () => isWell('ipad1')
      },
      entries: [['Bar iPad', 'Offline', 'wrong_subnet']],
      withinMs,
      during: async ([entry]) => {
        expect(entry).toMatchObject({ source: 'checkin', detail: { address: hosts.office.address } })
        expect((await scene.device(scene.ids.barPad)).address).toBe(hosts.ipad1.address)
      },
    }))

  test('from another subnet that print are well', async () => {
    await tell('ipad1', { online: true, lastPrintError: null }, 'office')
    expect(await scene.stateOf(scene.ids.barPad)).toEqual({ state: 'up', code: undefined })
    await isWell('ipad1')
  })

  test('without internet while the line works', () =>
    playCase(scene, 'iPad without internet', {
      fault: async () => {
        await tell('ipad1', { online: false })
        return () => isWell('ipad1')
      },
      entries: [['Bar iPad', 'Offline', 'ios_no_internet']],
      withinMs,
    }))

  test('without a way to the printer that another iPad prints on: kept off the local network', () =>
    playCase(scene, 'no right to the local network', {
      fault: async () => {
        await isWell('ipad2')
        await tell('ipad1', { online: true, lastPrintError: noConnection })
        return () => isWell('ipad1')
      },
      entries: [['Bar iPad', 'Offline', 'ios_local_network']],
      withinMs,
    }))

  test('with a print job that is tried again', () =>
    playCase(scene, 'print job tried again', {
      fault: async () => {
        await tell('ipad2', { lastPrintError: 'Ticket 14: bad raster data, retrying' })
        return () => isWell('ipad2')
      },
      entries: [['Kitchen iPad', 'Retry', 'print_retry']],
      withinMs,
    }))

  test('without internet because the line is down: only the line', async () =>
    playCase(scene, 'iPads without internet, the line down', {
      fault: async () => {
        const repair = await scene.faults.internetCut()
        await tell('ipad1', { online: false })
        await tell('ipad2', { online: false })
        return async () => {
          await repair()
          await tell('ipad1', { online: false })
          await isWell('ipad2')
        }
      },
      entries: [[(await scene.device(scene.ids.line)).name, 'Offline', 'isp_down']],
      withinMs: windowMs(2000, 3),
    }))
})
