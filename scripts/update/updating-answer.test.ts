import { expect, onTestFinished, test } from 'vitest'
import { freePort } from './tiny-origin.ts'
import { answerUpdating } from './updating-answer.ts'

test('says between two versions that an update runs: to programs, to pages, and in all languages to browsers', async () => {
  const port = await freePort()
  const since = '2026-11-21T12:00:00.000Z'
  const end = await answerUpdating({ host: '127.0.0.1', port, since })
  onTestFinished(end)
  const url = `http://127.0.0.1:${port}/api/v1/overview`
  const answer = await fetch(url, { headers: { accept: 'application/json' } })
  expect({ status: answer.status, again: answer.headers.get('retry-after') }).toEqual({ status: 503, again: '5' })
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await answer.json()).toMatchObject({ code: 'updating', status: 503, since })
  const page = await fetch(url, { method: 'POST', body: 'x', headers: { accept: 'text/html,*/*' } })
  const text = await page.text()
  for (const language of ['en', 'es', 'ca', 'ru']) expect(text).toContain(`<section lang="${language}"><h1>`)
})

test('leaves the port when it ends, and does not mind one that is taken', async () => {
  const port = await freePort()
  const at = { host: '127.0.0.1', port, since: '' }
  const [end, endOther] = [await answerUpdating(at), await answerUpdating(at)]
  await endOther()
  await end()
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow('fetch failed')
})
