import { iso } from '../../clock.ts'
import type { ConversationRecord, TalkMessageRecord } from '../../store/talk-types.ts'
import type { ZipEntry } from '../../store/zip.ts'
import type { House } from '../house.ts'
import { listFile, pagesOf } from './file-parts.ts'

const messagesAtOnce = 200

/** The conversations that somebody has picked, with all that was written in them and their files. */
export async function personTalks(house: House, userId: string): Promise<ZipEntry[]> {
  const files = await house.store.talk.filesOf(userId)
  return [
    listFile('conversations.json', () => talksOf(house, userId)),
    ...files.map(({ id, conversationId, name, bytes }) => ({
      name: `conversations/${conversationId.slice(-6)}-${id.slice(-6)}-${name}`,
      size: bytes,
      parts: () => fileParts(house, id),
    })),
  ]
}

async function* talksOf(house: House, userId: string): AsyncGenerator<unknown[]> {
  for (const tray of ['mine', 'closed'] as const) {
    const filter = { tray, userId, search: '', order: 'newest' } as const
    for await (const page of pagesOf((request) => house.store.talk.list(filter, request))) {
      for (const one of page) yield [await talkOf(house, one)]
    }
  }
}

async function talkOf(house: House, one: ConversationRecord) {
  const messages: TalkMessageRecord[] = []
  for (let hasMore = true; hasMore; ) {
    const [first] = messages
    const before = first === undefined ? {} : { before: first.sequence }
    const page = await house.store.talk.messages(one.id, before, messagesAtOnce)
    messages.unshift(...page.items)
    hasMore = page.hasMore && page.items.length > 0
  }
  return {
    id: one.id,
    channel: { type: one.channelType, name: one.channelName },
    contact: one.contact,
    createdAt: iso(one.createdAt),
    closedAt: one.closedAt === null ? null : iso(one.closedAt),
    messages: messages.map(({ kind, author, at, text, files, event }) => ({
      at: iso(at),
      kind,
      author,
      text,
      files: files.map(({ name }) => name),
      event,
    })),
  }
}

async function* fileParts(house: House, id: string): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part += 1) {
    const bytes = await house.store.talk.filePart(id, part)
    if (bytes === null) return
    yield bytes
  }
}
