import { readPad } from '../kiosk/pad.ts'
import { showWidget, type Widget, type WidgetOptions } from './widget.ts'
import { languageOf } from './words.ts'

/** Shows the chat on a page of our own: in its language and its looks, and a paired iPad is known by its token. */
export const showHere = (
  into: Element,
  options: Pick<WidgetOptions, 'channel' | 'place' | 'isShy' | 'onCall' | 'onGone'>,
): Widget =>
  showWidget(into, {
    ...options,
    base: location.origin,
    language: languageOf(document.documentElement.lang),
    theme: getComputedStyle(document.documentElement).colorScheme === 'dark' ? 'dark' : 'light',
    bearer: () => readPad()?.token ?? null,
  })
