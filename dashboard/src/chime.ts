import { volume } from './preferences.ts'

/** Two notes each, Hz: down for trouble, up for what is solved. */
const tunes = { trouble: [659.3, 523.3], solved: [523.3, 784] } as const
export type Tune = keyof typeof tunes

let speaker: AudioContext | null = null

/** Plays a short chime, made by the browser itself. One that waits for a touch of the page stays silent until then. */
export async function chime(tune: Tune): Promise<void> {
  speaker ??= new AudioContext()
  if (speaker.state === 'suspended') void speaker.resume()
  const loudness = Number(volume.chosen()) / 100
  tunes[tune].forEach((pitch, index) => {
    if (speaker === null) return
    const at = speaker.currentTime + index * 0.22
    const tone = new OscillatorNode(speaker, { type: 'triangle', frequency: pitch })
    const level = new GainNode(speaker, { gain: 0 })
    level.gain.setValueAtTime(0, at)
    level.gain.linearRampToValueAtTime(0.35 * loudness, at + 0.02)
    level.gain.exponentialRampToValueAtTime(0.001, at + 0.6)
    tone.connect(level).connect(speaker.destination)
    tone.start(at)
    tone.stop(at + 0.65)
  })
}
