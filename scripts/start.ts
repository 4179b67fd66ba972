import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { agentCommand } from './agent-command.ts'
import { buildAll } from './build-all.ts'
import { terminalLanguage, wordsIn } from './cli/words.ts'
import { type Demo, openDemo } from './demo/run.ts'
import { root } from './run.ts'
import { runKept } from './update/run-kept.ts'

// `npm start`: builds the agent and its dashboard where their sources have changed, then runs the agent, again where it is
// stuck. With `--demo` a pretend venue on loopback goes with it (`--seed N` chooses what goes wrong in it).
const demoFlags = ['--demo', '--seed']
const given = process.argv.slice(2)
if (given.includes('--help') || given.includes('-h')) {
  process.stdout.write(wordsIn(terminalLanguage(process.env))('start_usage'))
  process.exit(0)
}
const seed = given.includes('--seed') ? Number(given[given.indexOf('--seed') + 1] || Number.NaN) : 1
const isDemo = given.includes('--demo')
if (isDemo && !Number.isSafeInteger(seed)) giveUp(new Error('--seed takes a whole number, such as --seed 7'))
const forAgent = isDemo
  ? given.filter((one, place) => !demoFlags.includes(one) && given[place - 1] !== '--seed')
  : given

const demo = isDemo ? await openDemo(seed).catch(giveUp) : null
if (demo === null) {
  const start = (more: Record<string, string>) => startAgent(['inherit', 'inherit', 'inherit', 'ipc'], more)
  await runKept({ root, args: forAgent, environment: process.env, build, start })
} else if (await build()) runDemo(demo)
else process.exit(1)

async function build(): Promise<boolean> {
  const built = await buildAll()
  if (built.code !== 0) process.stderr.write(`Sereno could not be built:\n${built.output}\n`)
  return built.code === 0
}

function startAgent(stdio: StdioOptions, more: Record<string, string> = {}): ChildProcess {
  const env = { ...agentCommand.environment, ...process.env, ...demo?.environment, ...more }
  return spawn(process.execPath, [...agentCommand.arguments, ...forAgent], { stdio, env })
}

function runDemo(venue: Demo): void {
  // What the agent says first is for the demonstration, which then says it in its own words.
  const agent = startAgent(['inherit', 'pipe', 'inherit'])
  if (agent.stdout) playOnceItAnswers(venue, agent, agent.stdout)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => agent.kill(signal))
  agent.on('exit', (code, signal) => {
    venue.end()
    process.exit(signal ? 1 : (code ?? 1))
  })
}

function playOnceItAnswers(venue: Demo, agent: ChildProcess, output: NodeJS.ReadableStream): void {
  createInterface({ input: output }).on('line', (line) => {
    const [, port] = /open http:\/\/localhost:(\d+)/u.exec(line) ?? []
    if (port !== undefined) {
      venue.play(`http://localhost:${port}`).catch((fault: unknown) => {
        process.stderr.write(`${String(fault)}\n`)
        agent.kill('SIGTERM')
      })
    } else if (/"level"/u.test(line)) process.stdout.write(`${line}\n`)
  })
}

function giveUp(fault: unknown): never {
  process.stderr.write(`${(fault as Error).message}\n`)
  process.exit(1)
}
