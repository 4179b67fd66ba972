import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { selfMadeCertificate } from '../../test/fakes/self-made-certificate.ts'
import { makeOutside } from './outside.ts'

/** Something behind a public address that says back what it was sent; how often it was asked. */
async function echo() {
  const seen = { asked: 0, agent: '' }
  const server = createServer(selfMadeCertificate(), (request, response) => {
    seen.asked += 1
    seen.agent = request.headers['user-agent'] ?? ''
    request.pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { seen, url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/proof` }
}

describe('our own public address', () => {
  test('is asked over HTTPS, and what answers is told', async () => {
    const { url, seen } = await echo()
    const outside = makeOutside({ version: '1.2.3', nearby: { ca: selfMadeCertificate().cert } })
    expect(await outside.post(url, { nonce: 'abc' })).toEqual({ end: 'answered', text: '{"nonce":"abc"}' })
    expect(seen).toEqual({ asked: 1, agent: 'Sereno/1.2.3' })
  })

  test('is not believed where its certificate is not', async () => {
    const { url } = await echo()
    const outside = makeOutside({ version: '1.2.3', nearby: { ca: Buffer.alloc(0) } })
    expect(await outside.post(url, {})).toEqual({ end: 'unreached' })
  })

  test('is nobody in the local network: nothing is sent there', async () => {
    const { url, seen } = await echo()
    const resolve = async (host: string) => (host === 'bar.example.com' ? ['127.0.0.1'] : [host])
    const outside = makeOutside({ version: '1.2.3', resolve })
    expect(await outside.post(url, {})).toEqual({ end: 'never' })
    expect(await outside.post('https://[::1]/', {})).toEqual({ end: 'never' })
    expect(await outside.post(url.replace('127.0.0.1', 'bar.example.com'), {})).toEqual({ end: 'local' })
    const unknown = makeOutside({ version: '1.2.3', resolve: async () => ({ code: 'ENOTFOUND' }) })
    expect(await unknown.post('https://bar.example.com/', {})).toEqual({ end: 'unreached' })
    expect(seen.asked).toBe(0)
  })
})
