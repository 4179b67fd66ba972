import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import PostalMime from 'postal-mime'
import { expect, it } from 'vitest'
import { startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { openBrowser } from './browser.ts'

const script = fileURLToPath(new URL('../../agent/test/fakes/weekly-process.ts', import.meta.url))

it('P32a mails the week on Monday morning to who has subscribed, once, with the way to stop it', async () => {
  const smtp = await startMailServer()
  await promisify(execFile)(process.execPath, [script, String(smtp.port)])
  const mails = await Promise.all(smtp.mails.map((mail) => PostalMime.parse(mail)))
  expect(mails.map(({ to, subject }) => [to?.[0]?.address, subject])).toEqual([
    ['ana@example.com', 'Bar Pepe: the week, 1 error'],
  ])
  const browser = await openBrowser()
  const page = await browser.newPage()
  await page.setContent(mails[0]?.html ?? '')
  await page.getByText('16 November 2026 to 22 November 2026').waitFor()
  await page.getByText('Kitchen printer is out of paper').waitFor()
  await page.getByText('the week before: 0').first().waitFor()
  const stop = await page.getByRole('link', { name: 'Change or stop these mails' }).getAttribute('href')
  expect(stop).toBe('http://sereno.local:7373/me#notifications')
  await browser.close()
  await smtp.close()
}, 60_000)
