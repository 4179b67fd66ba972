import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect as connectPlain, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeHouse, type PretendHouse } from '../../test/fakes/house.ts'
import { firstSetUp, goodPassword } from '../../test/fakes/served.ts'
import { claimCode } from '../services/setup/claim-code.ts'
import { pemCertificate } from '../trust/pair.ts'
import { makeApp } from './app.ts'
import { makeHandlers } from './routes/index.ts'
import { makeSecureDoor } from './secure-door.ts'
import { makeSite } from './static.ts'

const run = promisify(execFile)

interface Behind {
  house: PretendHouse
  port: number | null
  isTaken: boolean
  /** What curl gets, over HTTPS, trusting the box's authority alone; rejects as curl does. */
  curl(path: string, ...more: string[]): Promise<string>
  /** What a client that connects now is shown. */
  shown(): Promise<X509Certificate>
}

/** A house behind HTTPS with its own certificate. */
async function behind(port = 0): Promise<Behind> {
  const house = await makeHouse()
  const app = makeApp(house, makeHandlers(house), makeSite('/nowhere'))
  const here = { port: null as number | null, isTaken: false }
  const door = makeSecureDoor({
    app,
    at: { host: '127.0.0.1', port },
    clock: house.clock,
    log: house.log,
    onDoor: (state) => {
      Object.assign(here, { isTaken: false }, state)
      house.trust.opened(state)
    },
  })
  let opening = Promise.resolve()
  house.clock.at = Date.now()
  await house.trust.start(({ certificate, key }) => {
    opening = door.serveWith({ cert: pemCertificate(certificate), key })
  })
  await opening
  onTestFinished(async () => {
    await house.trust.stop()
    await door.close()
    await house.close()
  })
  const ca = join(house.folder, 'ca.pem')
  writeFileSync(ca, pemCertificate((await house.trust.give()) ?? Buffer.of()))
  return {
    ...here,
    house,
    async curl(path, ...more) {
      const place = `sereno.local:${here.port}`
      const usual = ['-sS', '--cacert', ca, '--resolve', `${place}:127.0.0.1`, '-m', '10']
      return (await run('curl', [...usual, ...more, `https://${place}${path}`])).stdout
    },
    async shown() {
      const socket = connect({ host: '127.0.0.1', port: here.port ?? 0, rejectUnauthorized: false })
      await once(socket, 'secureConnect')
      const { raw } = socket.getPeerCertificate()
      socket.destroy()
      return new X509Certificate(raw)
    },
  }
}

describe('HTTPS beside HTTP', () => {
  it('answers whoever trusts the authority of the box, and nobody else', async () => {
    const { curl } = await behind()
    expect(await curl('/healthz')).toBe('{"ok":true}')
    await expect(curl('/healthz', '--cacert', '/etc/ssl/certs/ca-certificates.crt')).rejects.toThrow(
      /curl: \((60|77)\)/u,
    )
    await expect(curl('/healthz', '--tls-max', '1.1')).rejects.toThrow(/curl: \(35\)/u)
  })

  it('keeps a session under a name of its own that stays on HTTPS', async () => {
    const { curl, house } = await behind()
    const json = ['-H', 'content-type: application/json']
    const data = JSON.stringify(firstSetUp((await claimCode(house)) ?? ''))
    const said = await curl('/api/v1/setup', ...json, '-d', data, '-D', '-', '-o', '/dev/null')
    const [, cookie] =
      /^set-cookie: (__Host-sereno_session=[\w-]{43}); Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure\r$/mu.exec(
        said,
      ) ?? []
    expect(said).not.toMatch(/strict-transport-security/iu)
    expect(JSON.parse(await curl('/api/v1/session', '-H', `cookie: ${cookie}`))).toMatchObject({
      user: { username: 'ana' },
    })
    const plain = cookie?.replace('__Host-', '') ?? ''
    expect(JSON.parse(await curl('/api/v1/session', '-H', `cookie: ${plain}`))).toMatchObject({ code: 'not_signed_in' })
    const login = JSON.stringify({ login: 'ana', password: goodPassword })
    const foreign = ['-H', 'origin: https://other.local']
    expect(JSON.parse(await curl('/api/v1/session', ...json, ...foreign, '-d', login))).toMatchObject({
      code: 'foreign_origin',
    })
  })

  it('streams what happens', async () => {
    const { curl, house } = await behind()
    const json = ['-H', 'content-type: application/json']
    const data = JSON.stringify(firstSetUp((await claimCode(house)) ?? ''))
    const said = await curl('/api/v1/setup', ...json, '-d', data, '-D', '-', '-o', '/dev/null')
    const cookie = /^set-cookie: ([^;]+)/mu.exec(said)?.[1]
    const stream = curl('/api/v1/events', '-N', '-m', '1', '-H', `cookie: ${cookie}`).catch(
      (fault: { stdout: string }) => fault.stdout,
    )
    expect(await stream).toMatch(/^(?:id|event|retry|data|:)/u)
  })

  it('shows a renewed certificate to the next who comes, without a new start', async () => {
    const { shown, house } = await behind()
    const before = await shown()
    house.clock.at += 300 * 86_400_000
    await house.trust.look()
    const after = await shown()
    expect(after.serialNumber).not.toBe(before.serialNumber)
    expect(Date.parse(after.validTo)).toBeGreaterThan(Date.parse(before.validTo))
  })

  it('keeps room for others beside those who agree on no encryption', async () => {
    const { curl, port } = await behind()
    const idle: Socket[] = []
    onTestFinished(() => {
      for (const socket of idle) socket.destroy()
    })
    for (let n = 0; n < 600; n += 1) {
      const socket = connectPlain(port ?? 0, '127.0.0.1').on('error', () => undefined)
      idle.push(socket.resume())
      await once(socket, 'connect')
    }
    expect(await curl('/healthz')).toBe('{"ok":true}')
    await expect
      .poll(() => idle.filter((socket) => !socket.destroyed && !socket.readableEnded).length)
      .toBeLessThanOrEqual(500)
  })

  it('stops nothing else where its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const taken = await behind((other.address() as { port: number }).port)
    expect([taken.port, taken.isTaken, taken.house.trust.view().state]).toEqual([null, true, 'port_taken'])
    expect(taken.house.log.lines.map(({ message }) => message)).toContain('HTTPS cannot be served; HTTP goes on')
  })
})
