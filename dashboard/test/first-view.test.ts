import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAddressFaults } from '../../agent/test/venue/address-faults.ts'
import { describeVenue } from '../../agent/test/venue/describe-venue.ts'
import type { Repair } from '../../agent/test/venue/faults.ts'
import { hosts } from '../../agent/test/venue/plan.ts'
import { admin } from '../../agent/test/venue/run-agent.ts'
import { allWell, openScene, type Scene } from '../../agent/test/venue/scene.ts'
import { ask } from './browser.ts'
import { openScreens, type Said, type Screens } from './first-view.ts'

const url = 'http://127.0.0.1:7373'
const places = {
  barPrinter: 'Bar',
  officePrinter: 'Office',
  kitchenSwitch: 'Kitchen',
  kitchenPrinter: 'Kitchen',
  kitchenPad: 'Kitchen',
  barPad: 'Bar',
  office: 'Office',
} as const

/** On the agent's own machine, whose browser no fault of the network takes from it. */
function openBrowser(scene: Scene): Promise<Browser> {
  const program = join(scene.venue.folder, 'chromium')
  writeFileSync(program, `#!/bin/sh\nexec ip netns exec ${scene.venue.space('agent')} /usr/bin/chromium "$@"\n`)
  chmodSync(program, 0o755)
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
  return chromium.launch({ executablePath: program, args })
}

// Real faults of a pretend venue, as its overview tells them; an iPad that is away takes half an hour (first-view-away).
describeVenue('in the first view of the overview', 240_000, () => {
  let scene: Scene
  let browser: Browser
  let screens: Screens
  beforeAll(async () => {
    scene = await openScene()
    for (const [key, place] of Object.entries(places)) {
      const id = scene.ids[key as keyof typeof places]
      await scene.client.call('devices.change', { at: { id }, body: { place } })
    }
    browser = await openBrowser(scene)
    const { username, password } = admin
    screens = await openScreens(browser, url, async (page) => {
      await page.goto(`${url}/login`)
      await ask(page, 'POST', '/api/v1/session', { login: username, password })
    })
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await scene?.close()
  }, 60_000)

  const conditions =
    (change: Parameters<Scene['bar']['set']>[0], back: Parameters<Scene['bar']['set']>[0]) => async () => {
      await scene.bar.set(change)
      return () => scene.bar.set(back)
    }

  test('stands that everything is fine', async () => {
    await screens.show('everything-fine', { verdict: /./u, answered: /./u })
  })

  test.each<[situation: string, fault: () => Promise<Repair>, says: Said]>([
    [
      'paper-out',
      conditions({ paperEnd: true }, { paperEnd: false }),
      { device: 'Bar printer', place: 'Bar', cause: 'out of paper' },
    ],
    [
      'cover-open',
      conditions({ coverOpen: true }, { coverOpen: false }),
      { device: 'Bar printer', place: 'Bar', cause: 'cover' },
    ],
    [
      'printer-unplugged',
      () => scene.faults.linkDown('printer1'),
      { device: 'Bar printer', place: 'Bar', cause: 'not answer' },
    ],
    [
      'address-moved',
      () => makeAddressFaults(scene.venue).moved('printer1', '10.77.0.73'),
      { device: 'Bar printer', place: 'Bar', cause: `moved from ${hosts.printer1.address} to 10.77.0.73` },
    ],
    [
      'switch-down',
      () => scene.faults.portOff('switch2'),
      { device: 'Kitchen switch', place: 'Kitchen', cause: 'not answer' },
    ],
    ['internet-down', () => scene.faults.internetCut(), { device: 'Internet', place: 'Bar Pepe', cause: 'nternet' }],
  ])('stand the device, its place, the cause and the next step: %s', async (situation, fault, says) => {
    await allWell(scene)
    const repair = await fault()
    try {
      await screens.show(situation, { verdict: /./u, ...says, step: /./u })
    } finally {
      await repair()
    }
  })

  test('stand the device, its place, the cause and the next step: flapping Wi-Fi', async () => {
    await allWell(scene)
    const { barPad } = scene.ids
    const becomes = (states: readonly string[]) =>
      expect.poll(async () => states.includes((await scene.device(barPad)).state), { timeout: 60_000 }).toBe(true)
    for (let gap = 1; gap <= 3; gap += 1) {
      const repair = await scene.faults.linkDown('ipad1')
      await becomes(['asleep'])
      await repair()
      await becomes(['up', 'degraded', 'down'])
    }
    await screens.show('flapping-wifi', {
      verdict: 'Wi-Fi',
      device: 'Bar iPad',
      place: 'Bar',
      cause: 'Wi-Fi',
      step: /./u,
    })
  })

  test('stands that the box is lost, since when, and what to look at', async () => {
    await scene.agent.stop()
    await screens.show('agent-lost', { verdict: 'No contact', advice: 'power' })
  })
})
