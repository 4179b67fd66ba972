import { contact } from './contact.svelte.ts'
import { toast } from './toast.ts'
import { t } from './words.ts'

/**
 * Attached to a button or a switch that asks the agent for something: while contact is lost it does nothing but say why. It keeps the
 * focus, other than with the attribute `disabled`, so that the reason can be read by keyboard, too.
 */
export function needsAgent(button: HTMLElement): (() => void) | undefined {
  if (!contact.lost) return undefined
  const reason = t('trouble.no_contact')
  const title = button.getAttribute('title')
  button.setAttribute('aria-disabled', 'true')
  button.setAttribute('title', reason)
  // Before Svelte hears of it, which listens at the page's root.
  const stop = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
    toast(reason, 'error')
  }
  button.addEventListener('click', stop, { capture: true })
  return () => {
    button.removeAttribute('aria-disabled')
    if (title === null) button.removeAttribute('title')
    else button.setAttribute('title', title)
    button.removeEventListener('click', stop, { capture: true })
  }
}
