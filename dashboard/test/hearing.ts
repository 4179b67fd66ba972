import type { Page } from 'playwright-core'

interface Note {
  /** Hz */
  pitch: number
  loud: number
}

/** Writes down what a page plays; it still plays it. To be called before the page is opened. */
export const hearing = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const notes: Note[] = []
    Object.assign(window, { notes })
    const start = OscillatorNode.prototype.start
    const ramp = AudioParam.prototype.linearRampToValueAtTime
    let loud = 0
    AudioParam.prototype.linearRampToValueAtTime = function (value: number, at: number) {
      loud = value
      return ramp.call(this, value, at)
    }
    OscillatorNode.prototype.start = function (at?: number) {
      notes.push({ pitch: Math.round(this.frequency.value * 10) / 10, loud })
      start.call(this, at)
    }
  })

/** The notes that a page has played since it was opened, in their order. */
export const heardBy = (page: Page): Promise<Note[]> => page.evaluate(() => Reflect.get(window, 'notes'))
