import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startMailServer } from '../fakes/mail-server.ts'
import { ownFolder } from '../fakes/own-folder.ts'
import { measured } from './measured.ts'
import { startAgent } from './whole-agent.ts'

/** Preloaded into the agent itself: the program `faketime` would stand between it and the signals. */
const [library = ''] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')

test.skipIf(library === '')(
  'P9 a clock that starts eleven months early: no mail, and entries stay in order',
  async () => {
    const data = ownFolder()
    const smtp = await startMailServer()
    const environment = {
      SERENO_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      SERENO_MAIL_FROM: 'sereno@bar.test',
      DONT_FAKE_MONOTONIC: '1',
    }
    const first = await startAgent({ data, environment })
    const add = (agent: typeof first, key: string) =>
      agent.ask('POST', '/api/v1/activity', { key, kind: 'Fail', message: `Entry ${key}` })
    await add(first, 'now')
    await first.stop()

    const faked = { ...environment, LD_PRELOAD: library, FAKETIME: '-330d' }
    const early = await startAgent({ data, cookie: first.cookie, environment: faked })
    const { json: ready } = await early.ask('GET', '/readyz')
    const { json: system } = await early.ask('GET', '/api/v1/system')
    await early.stop()

    const later = await startAgent({ data, cookie: first.cookie, environment })
    const { json } = await later.ask('GET', '/api/v1/system')
    await add(later, 'later')
    const { json: log } = await later.ask('GET', '/api/v1/activity')
    const texts = (log.items as { message: string }[]).map(({ message }) => message)
    await later.stop()
    await smtp.close()
    measured(9, `${smtp.mails.length} mails, clock trusted ${system.clockTrusted} then ${json.clockTrusted}`)
    expect([smtp.mails.length, system.clockTrusted, json.clockTrusted]).toEqual([0, false, true])
    expect(ready.reasons).toContain('clock_not_trusted')
    expect(texts.filter((text) => text.startsWith('Entry'))).toEqual(['Entry later', 'Entry now'])
  },
)
