import { applyRestore } from '../../src/store/backup/restore.ts'

/** A process of its own that applies a restore and is killed after so many steps. Run with the state folder and the number. */
const [, , folder = '', steps = '0'] = process.argv
let passed = 0
await applyRestore(folder, (step) => {
  process.stdout.write(`${step}\n`)
  passed += 1
  if (passed === Number(steps)) process.kill(process.pid, 'SIGKILL')
})
