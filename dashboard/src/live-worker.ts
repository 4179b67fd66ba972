/**
 * The one event stream of all tabs: a browser keeps six connections to a host for all of them together, so that six
 * tabs with a stream of their own would leave none for a question. Named by the language it reads in.
 */
import { type FromTab, openEvents, type Told } from './event-source.ts'

interface Shared {
  name: string
  addEventListener(type: 'connect', listener: (event: MessageEvent) => void): void
}
const shared = self as unknown as Shared
const tabs = new Set<MessagePort>()

function tell(told: Told): void {
  for (const tab of tabs) tab.postMessage(told)
}
const stream = openEvents(shared.name.replace(/^.*-/u, ''), tell)

shared.addEventListener('connect', ({ ports: [tab] }) => {
  if (tab === undefined) return
  tab.onmessage = ({ data }: MessageEvent<FromTab>) => {
    if (data === 'bye') {
      tabs.delete(tab)
      return
    }
    tabs.add(tab)
    stream.hurry()
    tab.postMessage({ kind: 'heard' } satisfies Told)
  }
})
