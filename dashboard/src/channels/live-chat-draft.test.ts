import { liveChatSettings } from '@sereno/shared/channel.ts'
import { expect, test } from 'vitest'
import { draftOfChat, patchOfChat } from './live-chat-draft.ts'

const hours = { days: [{ day: 1, from: '09:00', to: '17:00' }], holidays: [{ date: '2026-12-25' }] }

test('a form that nobody touched says what was there', () => {
  for (const settings of [
    liveChatSettings.parse({}),
    liveChatSettings.parse({
      hours,
      language: 'ca',
      origins: ['https://a.example', 'https://b.example'],
      greeting: 'Hola',
    }),
  ])
    expect(patchOfChat(draftOfChat('Bar', settings), settings)).toEqual({ name: 'Bar', settings })
})

test('sites may be parted by lines, blanks or commas, and days come in their order', () => {
  const before = liveChatSettings.parse({})
  const draft = draftOfChat('Bar', before)
  const days = [3, 1].map((day) => ({ day, from: '09:00', to: '17:00' }))
  const { settings } = patchOfChat({ ...draft, origins: 'https://a.example,\n https://b.example\n', days }, before)
  expect(settings.origins).toEqual(['https://a.example', 'https://b.example'])
  expect(settings.hours?.days.map(({ day }) => day)).toEqual([1, 3])
})
