import type { Language } from '@sereno/shared/field.ts'

/** An advice as steps: its sentences. A browser that cannot tell sentences apart shows it as one. */
export function stepsOf(advice: string, language: Language): string[] {
  if (!('Segmenter' in Intl)) return [advice]
  const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(advice)]
  return sentences.map(({ segment }) => segment.trim()).filter((step) => step !== '')
}

/** Who can put a cause right, as far as a venue needs to know whom to call. */
type Helper = 'staff' | 'provider' | 'technician'

const staff: ReadonlySet<string> = new Set([
  'paper_out',
  'cover_open',
  'cutter',
  'jammed',
  'overheated',
  'marker_empty',
  'output_full',
  'printer_offline_bit',
  'no_answer',
  'ipad_away',
  'ios_no_internet',
  'ios_local_network',
])
const provider: ReadonlySet<string> = new Set(['isp_down', 'captive_portal', 'pos_cloud'])

export const helperOf = (cause: string): Helper => {
  if (staff.has(cause)) return 'staff'
  return provider.has(cause) ? 'provider' : 'technician'
}
