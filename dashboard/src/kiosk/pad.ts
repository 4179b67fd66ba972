const PAD = 'sereno_pad'
const ABOUT = 'sereno_pad_about'

/** This iPad, as it was paired: its token opens the kiosk and its check-ins. */
export interface Pad {
  deviceId: string
  token: string
  name: string
}

/** What a person filled in about this iPad; a browser cannot know it. */
export interface AboutPad {
  model: string
  osVersion: string
  appVersion: string
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

function read(key: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** A browser may forbid its storage: then it holds until the page is closed. */
function keep(key: string, value: object | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
  } catch {}
}

/** `null` on an iPad that is not paired. */
export function readPad(): Pad | null {
  const { deviceId, token, name } = read(PAD)
  return isText(deviceId) && isText(token) && isText(name) ? { deviceId, token, name } : null
}

export const keepPad = (pad: Pad): void => keep(PAD, pad)
export const forgetPad = (): void => keep(PAD, null)

export function readAbout(): AboutPad {
  const known = read(ABOUT)
  const textOf = (value: unknown) => (isText(value) ? value : '')
  return { model: textOf(known.model), osVersion: textOf(known.osVersion), appVersion: textOf(known.appVersion) }
}

export const keepAbout = (about: AboutPad): void => keep(ABOUT, about)
