import type { SoundName } from '@sereno/shared/notification-rules.ts'

/** Down for trouble, up for what is solved, one note twice for a message: they are told apart without looking. */
export type Tune = 'trouble' | 'solved' | 'message'

/** How long a note rings, s. */
export const RING_S = 0.6

interface Strike {
  /** Hz */
  pitch: number
  /** After the tune began, s. */
  at: number
  wave: OscillatorType
  /** 0 to 1; a harsh wave sounds louder than a soft one. */
  loud: number
}

interface Voice extends Pick<Strike, 'wave' | 'loud'> {
  /** From note to note, s. */
  step: number
  trouble: readonly number[]
  solved: readonly number[]
}

/** Each in its own height, number of notes and colour, so that one knows one's own. */
const voices: Record<SoundName, Voice> = {
  bell: { wave: 'triangle', loud: 1, step: 0.22, trouble: [659.3, 523.3], solved: [523.3, 784] },
  glass: { wave: 'sine', loud: 1, step: 0.16, trouble: [1568, 1318.5, 1046.5], solved: [1046.5, 1318.5, 1568] },
  wood: { wave: 'triangle', loud: 1, step: 0.12, trouble: [392, 392, 293.7], solved: [293.7, 392, 392] },
  drop: { wave: 'sine', loud: 1, step: 0.1, trouble: [987.8, 493.9], solved: [493.9, 987.8] },
  harp: {
    wave: 'triangle',
    loud: 0.8,
    step: 0.09,
    trouble: [880, 698.5, 587.3, 440],
    solved: [440, 587.3, 698.5, 880],
  },
  whistle: { wave: 'square', loud: 0.25, step: 0.3, trouble: [1174.7, 880], solved: [880, 1174.7] },
}

/** The notes of a tune. */
export function strikesOf(name: SoundName, tune: Tune): Strike[] {
  const { wave, loud, step, ...tunes } = voices[name]
  const [low = 0] = tunes.solved
  const pitches = tune === 'message' ? [low, low] : tunes[tune]
  return pitches.map((pitch, index) => ({ pitch, at: index * step, wave, loud }))
}
