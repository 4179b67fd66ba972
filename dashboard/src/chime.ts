import { volume } from './preferences.ts'

/** Two notes each, Hz: down for trouble, up for what is solved. */
const tunes = { trouble: [659.3, 523.3], solved: [523.3, 784] } as const
export type Tune = keyof typeof tunes

/** From note to note, how long one rings, and from tune to tune, s. */
const STEP_S = 0.22
const RING_S = 0.6
const PAUSE_S = 0.9
/** At full volume; more hurts in a quiet bar. */
const LOUDNESS = 0.35

let speaker: AudioContext | null = null

/** Makes the speaker ready. A browser lets a page sound only after a tap on it: `false` while it still waits for one. */
export async function wakeSound(): Promise<boolean> {
  speaker ??= new AudioContext()
  if (speaker.state === 'running') return true
  // While the browser waits for a tap, this stays open.
  await Promise.race([speaker.resume().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 100))])
  return isAwake(speaker)
}

const isAwake = ({ state }: AudioContext): boolean => state === 'running'

/** Plays a short chime, made by the browser itself, so many times; silent while the page waits for a first tap. */
export async function chime(tune: Tune, times = 1): Promise<void> {
  if (!(await wakeSound()) || speaker === null) return
  for (let turn = 0; turn < times; turn += 1) {
    for (const [index, pitch] of tunes[tune].entries()) {
      strike(speaker, pitch, speaker.currentTime + turn * PAUSE_S + index * STEP_S)
    }
  }
}

function strike(context: AudioContext, frequency: number, at: number): void {
  const tone = new OscillatorNode(context, { type: 'triangle', frequency })
  const level = new GainNode(context, { gain: 0 })
  level.gain.setValueAtTime(0, at)
  level.gain.linearRampToValueAtTime((LOUDNESS * Number(volume.chosen())) / 100, at + 0.02)
  level.gain.exponentialRampToValueAtTime(0.001, at + RING_S)
  tone.connect(level).connect(context.destination)
  tone.start(at)
  tone.stop(at + RING_S)
}
