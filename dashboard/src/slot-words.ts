import type { SlotLetter } from '@sereno/shared/charts/slots.ts'
import { countLetters } from '@sereno/shared/charts/slots.ts'
import { type BarLook, type BarState, barLooks } from './bar-looks.ts'
import { exactLengthOf, listOfWords } from './format.ts'
import { currentLanguage, t } from './words.ts'

const barStates: Record<SlotLetter, BarState> = {
  O: 'Offline',
  F: 'Fail',
  E: 'Error',
  R: 'Retry',
  d: 'degraded',
  '-': 'unknown',
  z: 'asleep',
  p: 'paused',
  n: 'ok',
}

export const slotLook = (letter: SlotLetter): BarLook => barLooks[barStates[letter]]

/** The word for a slot; the four kinds have no other in any language. */
export function slotWord(letter: SlotLetter): string {
  const state = barStates[letter]
  if (state === 'ok') return t('state.up')
  if (state === 'degraded' || state === 'unknown' || state === 'asleep' || state === 'paused')
    return t(`state.${state}`)
  return state
}

/** A bar in one sentence, the worst first: `Offline 30 min, OK 23 hr 30 min`; its stop comes with the sentence around it. */
export const slotsInWords = (slots: string, stepMs: number): string =>
  listOfWords(
    countLetters(slots).map(
      ({ letter, count }) => `${slotWord(letter)} ${exactLengthOf(count * stepMs, currentLanguage())}`,
    ),
    currentLanguage(),
  ).replace(/\.$/u, '')
