import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agentCommand } from './agent-command.ts'
import { cpuSecondsOf, numberOf, processFigures } from './bench/process-figures.ts'
import { aucOf } from './bench/sign-in-time.ts'
import { between, holds, mainRows, markdown, ratio, rowsOf, short } from './bench/table.ts'
import { percentiles } from './bench/times-of.ts'
import { runTool } from './run.ts'

describe('what a process used', () => {
  test('is read past a name with blanks and brackets, children included', () => {
    const times = '7 8 9 10'
    const stat = `42 (a (b) c) S 1 1 1 0 -1 0 0 0 0 0 ${times} 20 0 1 0`
    expect(cpuSecondsOf(stat)).toBeCloseTo(0.34)
  })

  test('is a line by its whole name, and nothing where the line is missing', () => {
    const text = 'wchar: 5\nwrite_bytes: 4096\ncancelled_write_bytes: 1\nVmRSS:\t  1234 kB\n'
    expect(numberOf(text, 'write_bytes')).toBe(4096)
    expect(numberOf(text, 'VmRSS')).toBe(1234)
    expect(numberOf(text, 'Pss')).toBeNull()
  })

  test.runIf(process.platform === 'linux')('is read of this very process', () => {
    const { cpuSeconds, rssBytes } = processFigures(process.pid)
    expect(cpuSeconds).toBeGreaterThan(0)
    expect(rssBytes).toBeGreaterThan(10 * 2 ** 20)
  })
})

describe('the table', () => {
  const watch = {
    devices: 200,
    everySeconds: 20,
    cpuSecondsPerMinute: 0.35,
    cpuMsPerCheck: 0.58,
    rssMiB: 102,
    pssMiB: 60,
    loopDelayMaxMs: 12,
    loopDelayP99Ms: 1,
    machineDelayMaxMs: 3,
    lateChecks: 0,
    longestGapSeconds: 20.1,
    startMs: 480,
  }
  const machine = { at: '', processor: '', cores: 2, memoryGiB: 4, node: 'v24', loadAtStart: 0 }
  const rows = rowsOf({ machine, watch: [watch] })

  test('stands beside the peers at the same work, with how much of theirs it takes', () => {
    const cpu = rows.find(({ what }) => what.startsWith('CPU a minute'))
    expect(cpu).toMatchObject({ sereno: 0.35, budget: 0.93, kuma: 7, blackbox: 0.93 })
    expect(markdown(rows)).toContain('| CPU a minute, 200 devices every 20 s, s | 0.35 | ≤ 0.93 | 7 | 0.93 | 1/20 |')
  })

  test('says what misses its budget, and compares nothing that the peers did not do', () => {
    expect(rows.filter((row) => !holds(row)).map(({ what }) => what)).toEqual(['memory, 200 devices every 20 s'])
    const [other] = rowsOf({ machine, watch: [{ ...watch, everySeconds: 5 }] })
    expect(other).toMatchObject({ budget: null, kuma: null, blackbox: null })
    expect(mainRows(rows).length).toBeLessThan(rows.length)
  })

  test('keeps two or three digits, and gives ratios either way', () => {
    expect([0, 0.0876, 0.876, 8.76, 87.64, 8764].map(short)).toEqual(['0', '0.088', '0.88', '8.76', '87.6', '8,764'])
    expect([ratio(1, 7), ratio(0.1, 7), ratio(2, 1), ratio(1, 0), ratio(1, null)]).toEqual([
      '1/7.0',
      '1/70',
      '2.0 times',
      '',
      '',
    ])
  })

  test('goes between its marks, and nowhere else', () => {
    const text = 'a\n<!-- measured: npm run bench -- --readme -->\nold\n<!-- /measured -->\nz'
    expect(between(text, 'new')).toBe(text.replace('old', 'new'))
    expect(() => between('a', 'new')).toThrow('no place for the table')
  })

  test('knows half of the answers, and all but one in a hundred', () => {
    const numbers = Array.from({ length: 200 }, (_, index) => 200 - index)
    expect(percentiles(numbers)).toEqual({ p50: 100, p99: 198 })
  })
})

describe('what tells two lists apart', () => {
  test('is 1 or 0 where one is above the other, and a half where they are the same', () => {
    expect([aucOf([3, 4], [1, 2]), aucOf([1, 2], [3, 4])]).toEqual([1, 0])
    expect([aucOf([1, 2, 2, 3], [1, 2, 2, 3]), aucOf([5, 5], [5, 5])]).toEqual([0.5, 0.5])
    expect(aucOf([1, 3], [2, 4])).toBe(0.25)
  })
})

describe('the bundle that npm start runs', () => {
  const data = mkdtempSync(join(tmpdir(), 'sereno-bundle-'))
  beforeAll(async () => {
    const { code, output } = await runTool('turbo/bin/turbo', ['run', 'build', '--filter=@sereno/agent'])
    expect(code, output).toBe(0)
  })
  afterAll(() => rmSync(data, { recursive: true, force: true }))

  test('starts with its store in a thread of its own, answers, and ends in order', async () => {
    const environment = {
      SERENO_DATA: data,
      SERENO_HOST: '127.0.0.1',
      SERENO_PORT: '0',
      SERENO_SUBNETS: 'none',
      SERENO_LOG_LEVEL: 'warn',
    }
    const agent = spawn(process.execPath, agentCommand.arguments, {
      env: { ...process.env, ...agentCommand.environment, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((resolve) => agent.once('exit', resolve))
    try {
      const port = await new Promise<string>((resolve, reject) => {
        createInterface({ input: agent.stdout }).on('line', (line) => {
          const found = /open http:\/\/localhost:(\d+)/u.exec(line)?.[1]
          if (found !== undefined) resolve(found)
        })
        agent.once('exit', (code) => reject(new Error(`It ended with ${code}`)))
      })
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`)
      expect(await ready.json()).toEqual({ ready: true, reasons: [] })
    } finally {
      agent.kill('SIGTERM')
    }
    expect(await ended).toBe(0)
  })
})
