import { spawn } from 'node:child_process'
import { agentCommand } from './agent-command.ts'
import { runTool } from './run.ts'

// `npm start`: builds the dashboard where its sources have changed, then runs the agent with it.
const built = await runTool('turbo/bin/turbo', ['run', 'build', '--output-logs=errors-only'])
if (built.code !== 0) {
  process.stderr.write(`The dashboard could not be built:\n${built.output}\n`)
  process.exit(1)
}

const agent = spawn(process.execPath, [...agentCommand.arguments, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...agentCommand.environment, ...process.env },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => agent.kill(signal))
agent.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
