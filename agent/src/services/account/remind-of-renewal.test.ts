import { expect, it } from 'vitest'
import { mailed, withAna, withEva } from '../../../test/fakes/people.ts'
import { remindOfRenewal } from './remind-of-renewal.ts'

const dayMs = 86_400_000

it('P40 tells admins and advisors that the plan ends 30, 7 and 1 days ahead, each time once', async () => {
  const here = await withAna()
  const { cookie } = await withEva(here, { role: 'advisor' })
  const { house } = here
  const { people } = house.store
  const ana = (await people.findLogin('ana'))?.id ?? ''
  await people.changeUser(ana, { emailConfirmedAt: house.clock.now() }, [], [])
  const inDays = (days: number) => new Date(house.clock.now() + days * dayMs).toISOString().slice(0, 10)
  const tell = async () => {
    await remindOfRenewal(house)
    return (await mailed(here)).map(({ to, subject }) => `${to}: ${subject}`)
  }
  expect(await tell()).toEqual([])
  await here.as(cookie)('PATCH', '/api/v1/account/plan', { plan: 'Bar', renewsAt: inDays(31) })
  expect(await tell()).toEqual([])
  const told: string[][] = []
  for (let day = 1; day <= 33; day += 1) {
    house.clock.at += dayMs
    const mails = await tell()
    expect(await tell()).toEqual([])
    if (mails.length > 0) told.push(mails)
  }
  expect(told).toHaveLength(3)
  expect(told[0]).toEqual([
    expect.stringMatching(/^ana@example.com: .*Bar.* 22 de diciembre de 2026$/u),
    expect.stringMatching(/^eva@example.com: /u),
  ])
})
