import { isQuietFor, usualChoices, wants } from '@sereno/shared/notification-rules.ts'
import type { NotificationChoices } from '@sereno/shared/notifications.ts'
import { agentNow } from './api.ts'
import { session } from './session.svelte.ts'
import { RING_S, strikesOf, type Tune } from './tunes.ts'

type Sound = NotificationChoices['sound']

/** From tune to tune, s. */
const PAUSE_S = 0.9
/** At full volume; more hurts in a quiet bar. */
const LOUDNESS = 0.35

let speaker: AudioContext | null = null

/**
 * Makes the speaker ready. A browser lets a page sound only after a tap on it: `false` while it still waits for one.
 * After a tap a slow machine needs a moment more.
 */
export async function wakeSound(withinMs = 100): Promise<boolean> {
  speaker ??= new AudioContext()
  if (speaker.state === 'running') return true
  // While the browser waits for a tap, this stays open.
  await Promise.race([speaker.resume().catch(() => {}), new Promise((resolve) => setTimeout(resolve, withinMs))])
  return isAwake(speaker)
}

const isAwake = ({ state }: AudioContext): boolean => state === 'running'

/** What the person chose who is signed in; on an iPad that nobody is signed in on, the usual. */
const chosenSound = (): Sound => (session.me?.choices ?? usualChoices).sound

const eventOf = { trouble: 'incident_opened', solved: 'incident_closed', message: 'message' } as const

/** Chimes where whoever is signed in wants to hear of it, and now. */
export async function chimeIfWanted(tune: Tune): Promise<void> {
  const choices = session.me?.choices
  if (choices === undefined || !wants(choices, eventOf[tune], 'page')) return
  if (!isQuietFor(choices.quietHours, session.zone, agentNow())) await chime(tune)
}

/** Plays a short chime, made by the browser itself, so many times; silent while the page waits for a first tap. */
export async function chime(tune: Tune, times = 1, { name, volume }: Sound = chosenSound()): Promise<void> {
  if (name === 'off' || volume === 0 || !(await wakeSound()) || speaker === null) return
  for (let turn = 0; turn < times; turn += 1) {
    for (const { pitch, at, wave, loud } of strikesOf(name, tune)) {
      strike(speaker, { pitch, wave, loud: loud * volume * LOUDNESS, at: speaker.currentTime + turn * PAUSE_S + at })
    }
  }
}

function strike(
  context: AudioContext,
  { pitch, wave, loud, at }: { pitch: number; wave: OscillatorType; loud: number; at: number },
): void {
  const tone = new OscillatorNode(context, { type: wave, frequency: pitch })
  const level = new GainNode(context, { gain: 0 })
  level.gain.setValueAtTime(0, at)
  level.gain.linearRampToValueAtTime(loud, at + 0.02)
  level.gain.exponentialRampToValueAtTime(0.001, at + RING_S)
  tone.connect(level).connect(context.destination)
  tone.start(at)
  tone.stop(at + RING_S)
}
