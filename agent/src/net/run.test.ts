import { describe, expect, it } from 'vitest'
import { run } from './run.ts'

const node = process.execPath

describe('a program', () => {
  it('is given its input and hands back its output and exit code', async () => {
    const script =
      'process.stdin.on("data", (t) => { process.stdout.write(t); console.error("e"); process.exitCode = 3 })'
    expect(await run(node, ['-e', script], { timeoutMs: 20_000, input: 'hello' })).toEqual({
      ...{ exit: 3, stdout: 'hello', stderr: 'e\n', code: null },
    })
  })

  it('that does not exist is an error code, not an exception', async () => {
    expect(await run('/no/such/program', [], { timeoutMs: 1000 })).toMatchObject({ exit: null, code: 'ENOENT' })
  })

  it.each([
    ['/etc/passwd/program', [], 'ENOTDIR'],
    [node, ['x'.repeat(4_000_000)], 'E2BIG'],
  ])('that the system refuses to start is an error code as well', async (program, args, code) => {
    expect(await run(program, args, { timeoutMs: 1000 })).toEqual({ exit: null, stdout: '', stderr: '', code })
  })

  it('P35 that hangs is killed at its deadline, with what it printed', async () => {
    const script = 'process.on("SIGTERM", () => {}); console.log(process.pid); setInterval(() => {}, 1000)'
    const seen = await run(node, ['-e', script], { timeoutMs: 1500 })
    expect(seen).toMatchObject({ exit: null, code: 'ETIMEDOUT' })
    const pid = Number(seen.stdout)
    expect(pid).toBeGreaterThan(0)
    await expect.poll(() => isAlive(pid)).toBe(false)
  })

  it('ends when it is called off', async () => {
    const stop = new AbortController()
    const running = run(node, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 20_000, signal: stop.signal })
    stop.abort()
    expect(await running).toMatchObject({ exit: null, code: 'ABORT_ERR' })
  })

  it('that talks without end is kept within bounds', async () => {
    const script = 'process.stdout.write("x".repeat(2_000_000))'
    const { exit, stdout } = await run(node, ['-e', script], { timeoutMs: 20_000 })
    expect(exit).toBe(0)
    expect(stdout.length).toBe(256 * 1024)
  })

  it('P35 gets no turn while sixteen others run', async () => {
    const stop = new AbortController()
    const options = { timeoutMs: 20_000, signal: stop.signal }
    const many = Array.from({ length: 16 }, () => run(node, ['-e', 'setInterval(() => {}, 1000)'], options))
    expect(await run(node, ['-v'], options)).toMatchObject({ code: 'ECHILDREN' })
    stop.abort()
    await Promise.all(many)
    await expect.poll(async () => (await run(node, ['-v'], { timeoutMs: 20_000 })).exit).toBe(0)
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
