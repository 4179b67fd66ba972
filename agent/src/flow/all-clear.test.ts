import { expect, test } from 'vitest'
import { ana, scene } from '../../test/fakes/follow-up-scene.ts'

test('an all-clear goes out where someone wants one, and tells meanwhile how far it is', async () => {
  const at = await scene({ form: { kinds: ['Retry'] } })
  const stages: unknown[] = []
  at.watch.checkAll = async (seen) => {
    seen?.(1, 2)
    stages.push(await at.followUp.progress('follow-up-1'))
  }
  expect(await at.followUp.run(at.setting(), ana, { allClear: true })).toMatchObject({
    sent: true,
    reason: 'sent',
    counts: { Retry: 0 },
  })
  expect(stages).toEqual([{ stage: 'looking', done: 1, of: 2 }])
  expect(await at.followUp.progress('follow-up-1')).toEqual({ stage: null, done: 0, of: 0 })
  expect(at.smtp.mails).toHaveLength(2)
  expect(at.smtp.mails[0]).toContain('all clear')
})
