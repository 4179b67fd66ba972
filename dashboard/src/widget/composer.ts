import type { TalkFile } from '@sereno/shared/conversation.ts'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import { icon, make } from './parts.ts'
import type { Talk } from './talk.ts'
import type { Say } from './words.ts'

const types = 'image/png,image/jpeg,image/webp,application/pdf,text/plain,.txt,.log,.csv'
const mostRowsPx = 132

/** Where one writes. */
export function makeComposer(talk: Talk, say: Say) {
  let files: TalkFile[] = []
  const chips = make('div', { class: 'chips', role: 'status' })
  const name = make('input', {
    ...{ type: 'text', autocomplete: 'name', maxlength: '60', input: () => talk.name(name.value) },
    ...{ placeholder: say('widget.name'), 'aria-label': say('widget.name') },
  })
  const states = make('input', { type: 'checkbox' })
  const consent = make('label', {}, states, say('widget.states'))
  const text = make('textarea', {
    ...{ rows: '1', dir: 'auto', maxlength: String(conversationBounds.textLength) },
    ...{ placeholder: say('widget.message'), 'aria-label': say('widget.message') },
    input: () => {
      grow()
      talk.typing()
    },
    keydown: (event: KeyboardEvent) => {
      const isEnter = event.key === 'Enter' && !event.shiftKey && !event.isComposing
      if (!isEnter || matchMedia('(pointer:coarse)').matches) return
      event.preventDefault()
      send()
    },
  })
  const picker = make('input', { type: 'file', hidden: true, accept: types, change: () => void attach() })
  const attachButton = make(
    'button',
    { type: 'button', class: 'bare', 'aria-label': say('widget.attach'), click: () => picker.click() },
    icon('file'),
  )
  const form = make(
    'form',
    {
      class: 'foot',
      submit: (event: Event) => {
        event.preventDefault()
        send()
      },
    },
    name,
    consent,
    chips,
    make(
      'div',
      { class: 'row' },
      attachButton,
      picker,
      text,
      make('button', { class: 'send', 'aria-label': say('widget.send') }, icon('send')),
    ),
  )

  function grow(): void {
    text.style.height = 'auto'
    text.style.height = `${Math.min(mostRowsPx, text.scrollHeight + 2)}px`
  }

  function send(): void {
    text.focus()
    if (text.value.trim() === '' && files.length === 0) return
    const withStates = states.checked && !consent.hidden
    talk.write(text.value.trim(), files, withStates)
    text.value = ''
    files = []
    // Once is enough, until somebody asks for it again.
    states.checked = false
    grow()
    drawChips()
  }

  function drawChips(told = ''): void {
    const chipOf = (file: TalkFile) => {
      const click = () => {
        files = files.filter((one) => one !== file)
        drawChips()
        text.focus()
      }
      const label = say('widget.remove', { name: file.name })
      return make('button', { type: 'button', 'aria-label': label, click }, make('bdi', {}, file.name), icon('close'))
    }
    chips.replaceChildren(...files.map(chipOf), ...(told === '' ? [] : [make('span', {}, told)]))
    attachButton.disabled = files.length >= conversationBounds.files
  }

  async function attach(): Promise<void> {
    const file = picker.files?.[0]
    picker.value = ''
    if (file === undefined) return
    if (file.size > conversationBounds.fileBytes) return drawChips(say('widget.file_large'))
    drawChips(say('widget.attaching', { name: file.name }))
    attachButton.disabled = true
    const { status, value } = await talk.upload(file)
    if (status === 201) files.push(value as TalkFile)
    const refusals: Record<number, string> = { 201: '', 413: say('widget.file_large'), 422: say('widget.file_type') }
    drawChips(refusals[status] ?? say('widget.file_failed'))
  }

  return {
    form,
    focus: () => text.focus(),
    /** To send along how the devices are is what they came for; they see it, and may say no. */
    wantStates: () => {
      states.checked = true
    },
    /** Shows what is for them now; what somebody is writing stays. */
    update(): void {
      const settings = talk.settings()
      const isBegun = talk.me().id !== null
      name.hidden = isBegun
      const known = talk.me().name || settings?.known?.name || ''
      // Whom the house knows, it knows by that name.
      name.readOnly = Boolean(settings?.known)
      if (name.value === '' && known !== '' && !name.matches(':focus')) name.value = known
      // A file needs a conversation that it belongs to.
      attachButton.hidden = !isBegun
      consent.hidden = settings?.mayAttachStates !== true
    },
  }
}
