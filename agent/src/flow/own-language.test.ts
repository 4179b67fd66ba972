import { expect, test, vi } from 'vitest'
import { ana, log, runs, type Scene, scene } from '../../test/fakes/follow-up-scene.ts'
import { makeRecipientTeller } from './recipients.ts'

/** Who got what, in which language. */
const read = ({ smtp }: Scene) =>
  Object.fromEntries(
    smtp.mails.map((mail) => [/^To: (.*)$/mu.exec(mail)?.[1], /^Content-Language: (.*)$/mu.exec(mail)?.[1]]),
  )
const form = {
  emails: ['ops@distributor.test', 'Tech@distributor.test', 'boss@distributor.test'],
  languages: { 'TECH@distributor.test': 'ru', 'boss@distributor.test': 'ca', 'gone@distributor.test': 'es' },
}
const languages = { 'ops@distributor.test': 'en', 'Tech@distributor.test': 'ru', 'boss@distributor.test': 'ca' }

test('each recipient reads the digest in the language chosen for them, alone', async () => {
  const at = await scene({ form })
  await log(at, {})
  expect((await at.followUp.run(at.setting(), ana)).sent).toBe(true)
  expect(read(at)).toEqual(languages)
  const [run] = await runs(at)
  const items = await at.store.outbox.ofRun(run?.id ?? '')
  expect(items.map(({ to }) => to)).toEqual(form.emails)
  expect(items.map(({ html }) => /<html lang="(..)">/u.exec(html)?.[1])).toEqual(['en', 'ru', 'ca'])
  for (const { to, text, html } of items) {
    for (const other of form.emails) if (other !== to) expect(text + html).not.toContain(other)
  }
})

test('so is the mail that tells them that they were added', async () => {
  const at = await scene({ form, started: false })
  await makeRecipientTeller(at).tell()
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(3))
  expect(read(at)).toEqual(languages)
})
