import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { keptLog } from '../../test/fakes/kept-log.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { systemClock } from '../clock.ts'
import { Link } from './link.ts'

/** A thread that answers `kept` with its key, and ends by itself when asked for the key `die`. */
const mortal = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', ({ call, args, close }) => {
  if (close) { parentPort.postMessage({ closed: true }); parentPort.close() }
  else if (args[0] === 'die') process.exit(1)
  else if (args[0] !== 'wait') parentPort.postMessage({ replies: [{ call, value: args[0] }] })
})
parentPort.postMessage({ opened: { databaseId: 'one', damaged: null } })
`

async function mortalLink() {
  const script = join(ownFolder(), 'mortal.cjs')
  writeFileSync(script, mortal)
  const log = keptLog()
  const link = new Link({ file: 'unused', log, clock: systemClock, script: pathToFileURL(script) })
  onTestFinished(() => link.close())
  await link.open()
  return { link, log }
}

describe('the line to the thread of the database', () => {
  it('rejects what was under way when the thread ends, and goes on with a new one', async () => {
    const { link, log } = await mortalLink()
    const waiting = [link.call('kept', 'wait'), link.call('kept', 'die')]
    for (const { status, reason } of (await Promise.allSettled(waiting)) as PromiseRejectedResult[])
      expect([status, reason.code]).toEqual(['rejected', 'lost'])
    await vi.waitFor(async () => expect(await link.call('kept', 'again')).toBe('again'))
    expect(log.lines).toMatchObject([{ level: 'error', message: expect.stringContaining('started again') }])
  })

  it('gives up when the thread keeps ending', async () => {
    const { link, log } = await mortalLink()
    for (let death = 0; death < 4; death += 1)
      await expect(link.call('kept', 'die')).rejects.toMatchObject({ code: 'lost' })
    await expect(link.call('kept', 'again')).rejects.toMatchObject({ code: 'closed' })
    expect(log.lines.at(-1)?.message).toMatch(/not started again/u)
  })

  it('refuses more than it can hold', async () => {
    const { link } = await mortalLink()
    const calls = Array.from({ length: 10_001 }, () => link.call('kept', 'wait'))
    await expect(calls.at(-1)).rejects.toMatchObject({ code: 'busy' })
    const ended = Promise.allSettled(calls)
    await link.close()
    await ended
  })

  it('refuses what cannot go to another thread, and goes on', async () => {
    const { link } = await mortalLink()
    await expect(link.call('keepAll', { work: () => 1 })).rejects.toMatchObject({ code: 'failed' })
    expect(await link.call('kept', 'next')).toBe('next')
  })

  it('answers what was asked before it closes, and nothing after', async () => {
    const { link } = await mortalLink()
    const last = link.call('kept', 'last')
    await Promise.all([link.close(), link.close()])
    expect(await last).toBe('last')
    await expect(link.call('kept', 'late')).rejects.toMatchObject({ code: 'closed' })
  })

  it('says why the thread could not begin', async () => {
    const link = new Link({ file: '', log: keptLog(), clock: systemClock, script: pathToFileURL('/nowhere.cjs') })
    await expect(link.open()).rejects.toMatchObject({ code: 'lost' })
  })
})
