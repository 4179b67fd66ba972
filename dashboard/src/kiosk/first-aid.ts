import type { Language } from '@sereno/shared/field.ts'
import { t } from '../words.ts'

/** What is drawn beside the steps. */
export type Drawing = 'paper' | 'cover' | 'power' | 'wifi' | 'call'

const drawings: Record<string, Drawing> = {
  paper_out: 'paper',
  jammed: 'cover',
  cutter: 'cover',
  cover_open: 'cover',
  output_full: 'paper',
  marker_empty: 'cover',
  no_answer: 'power',
  port_stuck: 'power',
  port_silent: 'power',
  hardware: 'power',
  printer_offline_bit: 'power',
  gateway_down: 'power',
  isp_down: 'power',
  group_down: 'power',
  agent_network: 'power',
  check_retry: 'power',
  ups_on_battery: 'power',
  under_voltage: 'power',
  ipad_away: 'wifi',
  wifi_flapping: 'wifi',
  dns_down: 'wifi',
  captive_portal: 'wifi',
}

export const drawingOf = (cause: string): Drawing => drawings[cause] ?? 'call'

const maxSteps = 4

/** What to do, step by step: our own words for what happens most, else the advice, a sentence a step. */
export function stepsOf(cause: string, advice: string, language: Language): string[] {
  if (cause === 'paper_out') return [t('kiosk.paper_1'), t('kiosk.paper_2'), t('kiosk.paper_3')]
  if (cause === 'cover_open') return [t('kiosk.cover_1'), t('kiosk.cover_2')]
  if (cause === 'no_answer') return [t('kiosk.power_1'), t('kiosk.power_2'), t('kiosk.power_3')]
  return sentencesOf(advice, language)
}

/** At most so many sentences; what is over them stays with the last. */
function sentencesOf(text: string, language: Language): string[] {
  const parts = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '')
  const rest = parts.slice(maxSteps - 1)
  return [...parts.slice(0, maxSteps - 1), ...(rest.length > 0 ? [rest.join(' ')] : [])]
}
