import { Worker } from 'node:worker_threads'
import { StoreFault } from '../faults.ts'
import { toPlain } from '../messages.ts'
import type { Done, Job, ReadSettings } from './thread.ts'

export type Sealed = Extract<Done, { schema: number }>

/** The thread's own file: beside this one, or, in the bundle that `npm start` runs, beside that. */
const script = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './backup-thread.js', import.meta.url)

/**
 * Work on a whole database, in a thread that ends with it.
 * @throws {StoreFault}
 */
export async function inThread(job: Exclude<Job, { do: 'read' }>): Promise<Sealed> {
  return (await done(job)) as Sealed
}

/**
 * The settings in a file, checked; the agent's own thread goes on watching meanwhile.
 * @throws {StoreFault}
 */
export async function readInThread(file: string): Promise<ReadSettings> {
  return ((await done({ do: 'read', file })) as { read: ReadSettings }).read
}

function done(job: Job): Promise<Exclude<Done, { fault: string }>> {
  const { promise, resolve, reject } = Promise.withResolvers<Exclude<Done, { fault: string }>>()
  const worker = new Worker(script(), { workerData: job })
  worker.on('message', (done: Done) => {
    if (!('fault' in done)) return resolve(done)
    const { code, message } = toPlain({
      message: done.fault,
      ...(done.errcode !== undefined && { errcode: done.errcode }),
    })
    reject(new StoreFault(code === 'cursor' ? 'failed' : code, message))
  })
  worker.on('error', (fault) => reject(new StoreFault('lost', `The thread failed: ${fault.message}`)))
  worker.on('exit', () => reject(new StoreFault('lost', 'The thread ended')))
  return promise
}
