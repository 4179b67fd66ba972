import { sound, volume } from '../preferences.ts'

/** Two notes of a small bell, Hz, and how long each rings, s. */
const notes = [880, 660]
const RING_S = 0.45
const PAUSE_S = 0.5
/** At full volume; a sine of more hurts in a quiet bar. */
const LOUDNESS = 0.4

let player: AudioContext | null = null

/** Makes the player ready. A browser lets a page sound only after a tap on it: `false` while it still waits for one. */
export async function wakeSound(): Promise<boolean> {
  player ??= new AudioContext()
  if (player.state === 'running') return true
  // While the browser waits for a tap, this stays open.
  await Promise.race([player.resume().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 100))])
  return canSound()
}

const canSound = (): boolean => player?.state === 'running'

/** Rings so many times, if the reader wants to hear of trouble and the browser lets it. */
export function chime(times: number): void {
  if (sound.chosen() !== 'on' || player?.state !== 'running') return
  const loudness = LOUDNESS * (Number(volume.chosen()) / 100)
  for (let ring = 0; ring < times; ring += 1) {
    for (const [index, pitch] of notes.entries()) {
      strike(player, pitch, loudness, player.currentTime + ring * (notes.length * RING_S + PAUSE_S) + index * RING_S)
    }
  }
}

function strike(context: AudioContext, pitch: number, loudness: number, begin: number): void {
  const tone = context.createOscillator()
  const ring = context.createGain()
  tone.frequency.value = pitch
  ring.gain.setValueAtTime(0, begin)
  ring.gain.linearRampToValueAtTime(loudness, begin + 0.02)
  ring.gain.exponentialRampToValueAtTime(0.001, begin + RING_S)
  tone.connect(ring).connect(context.destination)
  tone.start(begin)
  tone.stop(begin + RING_S)
}
