import { usualChoices } from '@sereno/shared/notification-rules.ts'
import { mount } from 'svelte'
import Toasts from '../components/Toasts.svelte'
import { session } from '../session.svelte.ts'
import { loadWords } from '../words.ts'
import StyleguideView from './StyleguideView.svelte'
import { ago } from './samples.ts'

/** Shows the components without an agent: who looks is made up. */
export async function startStyleguide(): Promise<void> {
  await loadWords(['wizard', 'devices', 'kiosk', 'report', 'system', 'users', 'way_in'])
  session.me = {
    user: {
      id: 'ana',
      username: 'ana',
      fullName: 'Ana Pérez',
      email: 'ana@example.com',
      phone: null,
      role: 'admin',
      language: null,
      companyName: 'Company +34600111222',
      deletionDueAt: null,
      avatar: null,
    },
    account: { company: 'Bar Pepe', language: 'en', timezone: 'Europe/Madrid', createdAt: ago(0) },
    choices: usualChoices,
  }
  mount(Toasts, { target: document.body })
  const target = document.querySelector('#view')
  if (target === null) return
  target.replaceChildren()
  mount(StyleguideView, { target })
}
