import { type Tray, trays } from '@sereno/shared/conversations.ts'

/** What the console shows: a tray, and a conversation where one is open. */
export interface ConsolePlace {
  tray: Tray
  conversation: string | null
}

export function readPlace(search: string): ConsolePlace {
  const given = new URLSearchParams(search)
  const conversation = given.get('conversation')
  return {
    tray: trays.find((tray) => tray === given.get('tray')) ?? 'inbox',
    conversation: conversation !== null && /^[\w-]{1,64}$/u.test(conversation) ? conversation : null,
  }
}

/** The shortest address that shows it; the inbox needs no word. */
export function addressOf({ tray, conversation }: ConsolePlace): string {
  const told = new URLSearchParams()
  if (tray !== 'inbox') told.set('tray', tray)
  if (conversation !== null) told.set('conversation', conversation)
  const query = told.toString()
  return `/console${query === '' ? '' : `?${query}`}`
}
