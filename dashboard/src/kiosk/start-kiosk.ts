import { type Component, mount } from 'svelte'
import DemoBand from '../components/DemoBand.svelte'
import { loadWords } from '../words.ts'
import { startWorker } from '../worker.ts'
import { startWayIn } from './way-in.svelte.ts'

/** A page of the staff's iPad: it has no menu, and asks nobody who they are where the iPad is paired. */
export async function startKiosk(view: Component): Promise<void> {
  startWorker()
  await loadWords(['kiosk'])
  void startWayIn()
  mount(DemoBand, { target: place('demo-band'), props: { withMailbox: false } })
  const target = place('view')
  target.replaceChildren()
  target.removeAttribute('aria-busy')
  mount(view, { target })
}

function place(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`The page has no #${id}`)
  return found
}
