import { call, type Trouble } from '../api.ts'
import { contact } from '../contact.svelte.ts'
import { markRestored } from '../restored-mark.ts'
import { uploadBackup, type Way } from '../upload.ts'

const askEveryMs = 1500

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A backup on its way back into force: sent, checked, and there after the agent started again. */
export class RestoreRun {
  /** `by_hand`: nobody starts the agent again but a person. */
  stage = $state<'idle' | 'sending' | 'checking' | 'restarting' | 'by_hand'>('idle')
  sentBytes = $state(0)
  trouble = $state.raw<Trouble | null>(null)
  /** Whose backup it is, once it was checked. */
  venue = $state('')

  async send(file: File, way: Way): Promise<void> {
    this.trouble = null
    this.sentBytes = 0
    this.stage = 'sending'
    const answer = await uploadBackup(file, way, (bytes) => {
      this.sentBytes = Math.min(bytes, file.size)
      if (bytes >= file.size) this.stage = 'checking'
    })
    if (!answer.ok) {
      this.stage = 'idle'
      this.trouble = answer.trouble
      return
    }
    this.venue = answer.value.venue
    this.stage = answer.value.restarting ? 'restarting' : 'by_hand'
    markRestored(answer.value.venue)
    contact.restarting = answer.value.restarting
    await this.#untilThere()
    location.assign('/login')
  }

  /** Who was signed in is not any more, and nobody has to set up: the restored venue answers. */
  async #untilThere(): Promise<void> {
    for (;;) {
      await pause(askEveryMs)
      const start = await call('GET /api/v1/start', { timeoutMs: 5000 })
      if (start.ok && start.value.me === null && !start.value.setupNeeded) return
    }
  }
}
