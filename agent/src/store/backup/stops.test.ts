import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keptLog } from '../../../test/fakes/kept-log.ts'
import { liveIn, madeAt } from '../../../test/fakes/lived-in.ts'
import { newMail } from '../../../test/fakes/new-run.ts'
import { ownFolder } from '../../../test/fakes/own-folder.ts'
import { systemClock } from '../../clock.ts'
import { openStore } from '../store.ts'
import type { Store } from '../types.ts'
import { applyRestore, openStage, stageRestore } from './restore.ts'
import { makeBackup, pathOf } from './shelf.ts'
import { carryOverStops } from './stops.ts'

async function within(folder: string, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore({ file: join(folder, 'sereno.db'), log: keptLog(), clock: systemClock })
  try {
    await work(store)
  } finally {
    await store.close()
  }
}

const told = (address: string) => ({
  link: { hash: `link of ${address}`, address },
  item: newMail({ id: `mail to ${address}`, to: address }),
})

it('who stopped their mails since a backup was made has stopped them after its restore, and their link works', async () => {
  const folder = ownFolder()
  await liveIn(folder)
  await within(folder, async ({ recipients, outbox }) => {
    await recipients.tell(['stays@x.test', 'back@x.test', 'untold@x.test'].map(told), 50)
    await outbox.sent('mail to stays@x.test', 60)
    await outbox.sent('mail to back@x.test', 60)
    await recipients.setStopped('back@x.test', true, 70)
  })
  const { name } = await makeBackup({ folder, version: '1.2.3', now: madeAt, reason: 'nightly' })
  await within(folder, async ({ recipients }) => {
    await recipients.setStopped('stays@x.test', true, 80)
    await recipients.setStopped('back@x.test', false, 90)
    await recipients.addLinks([{ hash: 'newest link', address: 'stays@x.test' }], 95)
  })
  const stage = await openStage(folder)
  await copyFile(pathOf(folder, name) ?? '', join(stage, 'archive.zip'))
  await stageRestore(folder, stage, join(stage, 'archive.zip'))
  expect(await applyRestore(folder)).toBe('applied')
  await within(folder, async (store) => {
    const standing = () => store.recipients.standing(['stays@x.test', 'back@x.test', 'untold@x.test'])
    expect((await standing()).map(({ stoppedAt }) => stoppedAt)).toEqual([null, 70, null])
    expect((await standing())[2], 'the mail that was to tell them is gone').toMatchObject({ toldAt: null, mail: null })
    await carryOverStops(store, folder)
    expect((await standing()).map(({ toldAt, stoppedAt }) => [toldAt, stoppedAt])).toEqual([
      [50, 80],
      [50, null],
      [null, null],
    ])
    expect(await store.recipients.addressOfLink('newest link')).toBe('stays@x.test')
  })
})

it('nothing is carried over where nothing was restored', async () => {
  const folder = ownFolder()
  await liveIn(folder)
  await within(folder, async (store) => {
    await carryOverStops(store, folder)
    expect((await store.recipients.standing(['ops@x.test']))[0]?.stoppedAt).toBe(null)
  })
})
