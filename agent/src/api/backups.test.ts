import { once } from 'node:events'
import { watch } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Served, served } from '../../test/fakes/served.ts'
import { addPerson, setUp, tokenOf } from '../../test/fakes/set-up.ts'
import { claimCode } from '../services/setup/claim-code.ts'
import { applyRestore } from '../store/backup/restore.ts'

const path = '/api/v1/system/backup'
const zip = { 'content-type': 'application/zip' }

const put = (at: Served, to: string, body: Buffer, headers: Record<string, string>) =>
  at.ask('PUT', to, { headers: { ...zip, ...headers }, body })

it('is downloaded fresh, restored on a new box with its claim code, and asks for a restart where there is one', async () => {
  const old = await served()
  const cookie = await setUp(old)
  const answer = await old.ask('GET', path, { headers: { cookie } })
  expect(answer.headers['content-disposition']).toBe('attachment; filename="sereno-bar-pepe-2026-11-21.zip"')
  const archive = answer.bytes
  expect(await readdir(join(old.house.folder, 'backups'))).toEqual([])

  const fresh = await served()
  let restarts = 0
  fresh.house.restart = () => {
    restarts += 1
  }
  const first = '/api/v1/setup/backup'
  expect((await put(fresh, first, archive, { 'sereno-claim-code': 'WRONG' })).json.code).toBe('wrong_code')
  expect(restarts).toBe(0)
  const code = (await claimCode(fresh.house)) ?? ''
  const restored = { venue: 'Bar Pepe', madeAt: '2026-11-21T12:00:00.000Z', version: '0.0.0-test', restarting: true }
  expect(await put(fresh, first, archive, { 'sereno-claim-code': code })).toMatchObject({ status: 202, json: restored })
  expect(restarts).toBe(1)
  expect((await put(old, first, archive, { 'sereno-claim-code': code })).json.code).toBe('already_set_up')
  await fresh.house.store.close()
  expect(await applyRestore(fresh.house.folder)).toBe('applied')
})

it('that is given up half-way ends nothing else, and leaves no copy', async () => {
  const at = await served()
  const cookie = await setUp(at)
  const shelf = join(at.house.folder, 'backups')
  await mkdir(shelf, { recursive: true })
  for (const when of ['at once', 'at its first bytes'] as const) {
    // A look now and then would miss the copy of so small a venue.
    const copy = watch(shelf)
    const isMade = once(copy, 'change')
    const socket = connect(at.port, '127.0.0.1')
    socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\n\r\n`)
    if (when === 'at its first bytes') await once(socket, 'data')
    else await isMade
    copy.close()
    socket.destroy()
    await expect.poll(() => readdir(shelf), { message: when }).toEqual([])
  }
  expect((await at.ask('GET', path, { headers: { cookie } })).status).toBe(200)
})

it('is made, listed and downloaded again; a name that is none of ours leads nowhere', async () => {
  const at = await served()
  const { ask } = at
  const cookie = await setUp(at)
  const headers = { cookie }
  const made = await ask('POST', '/api/v1/system/backups', { headers })
  expect(made).toMatchObject({ status: 201, json: { reason: 'manual', at: '2026-11-21T12:00:00.000Z' } })
  const listed = await ask('GET', '/api/v1/system/backups', { headers })
  const rest = { running: false, trouble: null, restoreWaits: false, nextAt: '2026-11-22T02:30:00.000Z' }
  expect(listed.json).toEqual({ items: [made.json], ...rest })
  const name = String(made.json.name)
  const kept = await ask('GET', `/api/v1/system/backups/${name}`, { headers })
  expect([kept.status, kept.bytes.length]).toEqual([200, made.json.bytes])
  for (const other of ['..%2Fvenue.json', 'venue.json', `${name}x`, '%2e%2e', 'sereno.db'])
    expect((await ask('GET', `/api/v1/system/backups/${other}`, { headers })).status).toBe(404)
})

it('is for admins alone', async () => {
  const { ask, house, ...at } = await served()
  const bearer = { authorization: `Bearer ${await tokenOf(house, await addPerson(house, 'technician'), ['admin'])}` }
  for (const [method, to] of [
    ['GET', path],
    ['GET', `${path}s`],
    ['POST', `${path}s`],
    ['GET', `${path}s/x`],
  ] as const)
    expect((await ask(method, to, { headers: bearer })).status, to).toBe(403)
  expect((await put({ ask, house, ...at }, path, Buffer.from('x'), bearer)).status).toBe(403)
  expect((await put({ ask, house, ...at }, path, Buffer.from('x'), {})).status).toBe(401)
})

it('that is no backup changes nothing, and says so in the language of the reader', async () => {
  const at = await served()
  const cookie = await setUp(at)
  const refused = await put(at, path, Buffer.alloc(300_000), { cookie, 'accept-language': 'ru' })
  expect(refused).toMatchObject({ status: 422, json: { code: 'backup_foreign', title: 'Это не копия Sereno' } })
  expect(await readdir(join(at.house.folder, 'restore'))).toEqual([])
  const asJson = await at.ask('PUT', path, { headers: { cookie }, json: {} })
  expect(asJson.status).toBe(415)
  const foreign = await put(at, path, Buffer.alloc(10), { cookie, origin: 'http://evil.example' })
  expect(foreign.json.code).toBe('foreign_origin')
})

it('that is sent before the first set-up changes nothing once somebody has set up meanwhile', async () => {
  const old = await served()
  const archive = (await old.ask('GET', path, { headers: { cookie: await setUp(old) } })).bytes
  const at = await served()
  const socket = connect(at.port, '127.0.0.1')
  const code = await claimCode(at.house)
  const head = `PUT /api/v1/setup/backup HTTP/1.1\r\nhost: localhost\r\nsereno-claim-code: ${code}\r\n`
  socket.write(`${head}content-type: application/zip\r\ncontent-length: ${archive.length}\r\n\r\n`)
  socket.write(archive.subarray(0, 1000))
  await expect.poll(() => readdir(join(at.house.folder, 'restore')).catch(() => [])).toHaveLength(1)
  await setUp(at)
  socket.write(archive.subarray(1000))
  expect(String((await once(socket, 'data'))[0])).toContain('already_set_up')
  socket.destroy()
  expect(await readdir(join(at.house.folder, 'restore'))).toEqual([])
})

it('may take longer than other answers', async () => {
  const at = await served()
  const cookie = await setUp(at)
  at.house.clock.after = (_, work) => {
    const timer = setImmediate(work)
    return () => clearImmediate(timer)
  }
  expect((await at.ask('GET', path, { headers: { cookie } })).status).toBe(200)
  expect((await at.ask('POST', `${path}s`, { headers: { cookie } })).status).toBe(201)
})

it('that says it is larger than any of ours is refused before it is sent', async () => {
  const at = await served()
  const cookie = await setUp(at)
  const socket = connect(at.port, '127.0.0.1')
  const head = `PUT ${path} HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\ncontent-type: application/zip\r\n`
  socket.write(`${head}content-length: ${3 * 1024 ** 3}\r\n\r\nPK`)
  expect(String((await once(socket, 'data'))[0])).toContain('backup_too_large')
  socket.destroy()
})

it('that breaks off half-way leaves nothing behind, and the next one is taken in', async () => {
  const at = await served()
  const cookie = await setUp(at)
  const socket = connect(at.port, '127.0.0.1')
  const head = `PUT ${path} HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\ncontent-type: application/zip\r\n`
  socket.write(`${head}content-length: 100000\r\n\r\nPK`)
  const busy = async () => (await at.ask('GET', `${path}s`, { headers: { cookie } })).json.running
  await expect.poll(busy).toBe(true)
  expect((await put(at, path, Buffer.alloc(9), { cookie })).json.code).toBe('backup_busy')
  socket.destroy()
  await expect.poll(busy).toBe(false)
  expect(await readdir(join(at.house.folder, 'restore'))).toEqual([])
  expect(at.house.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  expect((await put(at, path, Buffer.alloc(9), { cookie })).json.code).toBe('backup_foreign')
  await mkdir(join(at.house.folder, 'backups'), { recursive: true })
  await writeFile(join(at.house.folder, 'backups', 'notes.txt'), 'mine')
  expect((await at.ask('GET', `${path}s`, { headers: { cookie } })).json.items).toEqual([])
})
