import type { TalkFile } from '@sereno/shared/conversation.ts'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import { afterQuiet } from '../again.ts'
import { type Answer, call, noContact } from '../api.ts'
import { sendFile } from '../upload.ts'
import { cleanTyped } from './clean-typed.ts'
import { keepDraft, keptDraft } from './drafts.ts'
import { newClientId, type Unsent } from './unsent.ts'

/** A file that someone chose, on its way to the agent. */
export interface Upload {
  key: number
  name: string
  bytes: number
  sent: number
  /** Once it is there. */
  file: TalkFile | null
  /** Why it did not go, in the reader's language. */
  trouble: string | null
  source: File
}

const SAVE_MS = 1000
/** The visitor sees for some seconds that somebody writes. */
const TYPING_MS = 3000

/** What someone writes into a conversation: an answer or a note, each with a draft of its own, and files. */
export class Reply {
  kind = $state<'out' | 'note'>('out')
  texts = $state({ out: '', note: '' })
  uploads = $state.raw<readonly Upload[]>([])
  /** Whether the draft is kept by the agent. */
  saved = $state(false)
  readonly #id: string
  readonly #userId: string
  readonly #save = afterQuiet(SAVE_MS, () => void this.#put())
  #typedAt = Number.NEGATIVE_INFINITY
  #key = 0

  /** @param draft the answer that the agent keeps of an earlier visit */
  constructor(conversationId: string, userId: string, draft: string) {
    this.#id = conversationId
    this.#userId = userId
    this.texts = {
      out: keptDraft(userId, conversationId) ?? draft,
      note: keptDraft(userId, `${conversationId} note`) ?? '',
    }
    this.saved = this.texts.out !== '' && this.texts.out === draft
    if (!this.saved && this.texts.out !== '') this.#save.soon()
  }

  get text(): string {
    return this.texts[this.kind]
  }
  get isUploading(): boolean {
    return this.uploads.some(({ file, trouble }) => file === null && trouble === null)
  }
  get isEmpty(): boolean {
    return this.text.trim() === '' && this.uploads.every(({ file }) => file === null)
  }

  write(text: string, mayTell = true): void {
    this.texts[this.kind] = text
    this.#keep(text)
    if (mayTell && this.kind === 'out' && text !== '') this.#tellTyping()
  }

  attach(files: readonly File[]): void {
    const room = conversationBounds.files - this.uploads.length
    for (const source of files.slice(0, Math.max(0, room))) {
      this.#key += 1
      const upload = {
        key: this.#key,
        name: source.name,
        bytes: source.size,
        sent: 0,
        file: null,
        trouble: null,
        source,
      }
      this.uploads = [...this.uploads, upload]
      void this.#upload(upload.key)
    }
  }
  again(key: number): void {
    this.#change(key, { trouble: null, sent: 0 })
    void this.#upload(key)
  }
  detach(key: number): void {
    this.uploads = this.uploads.filter((one) => one.key !== key)
  }

  /** What is to be sent, taken out of the box; what did not go up stays there. */
  take(at: string): Unsent {
    const files = this.uploads.flatMap(({ file }) => (file === null ? [] : [file]))
    const text = cleanTyped(this.text)
    this.uploads = this.uploads.filter(({ file }) => file === null)
    this.texts[this.kind] = ''
    this.#keep('')
    return { ...this.#blank(at), kind: this.kind, text, files }
  }
  /** The channel's template, which goes instead of a text. */
  template(at: string): Unsent {
    return { ...this.#blank(at), template: true }
  }
  #blank(at: string): Unsent {
    return {
      clientId: newClientId(),
      conversationId: this.#id,
      kind: 'out',
      text: '',
      files: [],
      template: false,
      at,
      refused: null,
    }
  }

  /** The last words are kept, too. */
  end = (): void => {
    this.#save.stop()
    if (!this.saved && this.texts.out !== '') void this.#put()
  }

  #keep(text: string): void {
    const isNote = this.kind === 'note'
    keepDraft(this.#userId, isNote ? `${this.#id} note` : this.#id, text)
    if (isNote) return
    this.saved = false
    if (text === '') void this.#put()
    else this.#save.soon()
  }
  async #put(): Promise<void> {
    this.#save.stop()
    const text = this.texts.out
    const body = { text: cleanTyped(text).slice(0, conversationBounds.draftLength) }
    const answer = await call('PUT /api/v1/conversations/:id/draft', { params: { id: this.#id }, body })
    if (!answer.ok || this.texts.out !== text) return
    this.saved = text !== ''
    keepDraft(this.#userId, this.#id, '')
  }
  #tellTyping(): void {
    const now = performance.now()
    if (now - this.#typedAt < TYPING_MS) return
    this.#typedAt = now
    void call('POST /api/v1/conversations/:id/typing', { params: { id: this.#id } })
  }

  async #upload(key: number): Promise<void> {
    const upload = this.uploads.find((one) => one.key === key)
    if (upload === undefined) return
    const name = encodeURIComponent(cleanTyped(upload.name).slice(-180).trim() || 'file')
    const answer: Answer<TalkFile> = await sendFile<TalkFile>(`/api/v1/conversations/${this.#id}/files?name=${name}`, {
      method: 'POST',
      type: 'application/octet-stream',
      file: upload.source,
      sent: (sent) => this.#change(key, { sent }),
    }).catch(() => ({ ok: false, trouble: noContact() }))
    this.#change(key, answer.ok ? { file: answer.value } : { trouble: answer.trouble.detail })
  }
  #change(key: number, more: Partial<Upload>): void {
    this.uploads = this.uploads.map((one) => (one.key === key ? { ...one, ...more } : one))
  }
}
