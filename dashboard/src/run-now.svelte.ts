import type { Integration, RunProgress, RunResult } from '@sereno/shared/integration.ts'
import { call, type Trouble } from './api.ts'

const pollMs = 500

/** A run on demand, from the order to its result; meanwhile it asks how far the agent is. */
export class RunNow {
  integration = $state.raw<Integration | null>(null)
  running = $state(false)
  progress = $state.raw<RunProgress | null>(null)
  result = $state.raw<RunResult | null>(null)
  trouble = $state.raw<Trouble | null>(null)

  start = async (integration: Integration, allClear = false): Promise<void> => {
    if (this.running) return
    this.integration = integration
    this.running = true
    this.progress = null
    this.result = null
    this.trouble = null
    const timer = setInterval(() => void this.#look(integration.id), pollMs)
    // It looks at every device afresh and waits for the mail server, which may take its time.
    const answer = await call('POST /api/v1/integrations/:id/run', {
      params: { id: integration.id },
      timeoutMs: 180_000,
      ...(allClear ? { body: { allClear } } : {}),
    })
    clearInterval(timer)
    this.running = false
    if (answer.ok) this.result = answer.value
    else this.trouble = answer.trouble
  }

  async #look(id: string): Promise<void> {
    const answer = await call('GET /api/v1/integrations/:id/run', { params: { id } })
    if (answer.ok && this.running && answer.value.stage !== null) this.progress = answer.value
  }
}
