/** A process of its own: the agent under the watchdog of `npm start`, without the build. Says the pid of each agent. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { keepAlive, supervised } from '../../../scripts/watchdog.ts'

keepAlive(() => {
  const main = join(import.meta.dirname, '../../src/main.ts')
  const env = { ...process.env, ...supervised }
  const agent = spawn(process.execPath, [main], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  process.stdout.write(`agent ${agent.pid}\n`)
  return agent
})
