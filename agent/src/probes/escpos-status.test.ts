import { describe, expect, it } from 'vitest'
import { sortBytes } from './escpos-bytes.ts'
import { escposFact, nextQuestion, type Replies } from './escpos-status.ts'

describe('what is asked next', () => {
  it.each<[why: string, replies: Replies, next: number | null]>([
    ['the printer itself comes first', {}, 1],
    ['an online printer is asked for its paper', { 1: 0x12 }, 4],
    ['then it is done', { 1: 0x16, 4: 0x1e }, null],
    ['an offline one is asked why', { 1: 0x1a }, 2],
    ['paper end explains it', { 1: 0x1a, 2: 0x32 }, null],
    ['an error is asked for by name', { 1: 0x1a, 2: 0x52 }, 3],
    ['an error beside an open cover too', { 1: 0x1a, 2: 0x56 }, 3],
    ['offline for no reason could be an error', { 1: 0x1e, 2: 0x12 }, 3],
    ['and after that there is nothing left to ask', { 1: 0x1e, 2: 0x12, 3: 0x12 }, null],
  ])('%s', (_why, replies, next) => {
    expect(nextQuestion(replies)).toBe(next)
  })
})

describe('what the bits mean', () => {
  it.each<[why: string, replies: Replies, seen: Partial<ReturnType<typeof escposFact>>]>([
    ['all clear', { 1: 0x12, 4: 0x12 }, { offline: false, paperEnd: false, paperNearEnd: false, drawerHigh: false }],
    ['the drawer bit of a real TM', { 1: 0x16, 4: 0x12 }, { offline: false, drawerHigh: true }],
    ['near end', { 1: 0x12, 4: 0x1e }, { paperNearEnd: true, paperEnd: false }],
    ['one bit of a pair is enough', { 1: 0x12, 4: 0x16 }, { paperNearEnd: true }],
    ['paper end by n=4', { 1: 0x12, 4: 0x72 }, { paperEnd: true, paperNearEnd: false }],
    ['cover open', { 1: 0x1a, 2: 0x16 }, { offline: true, coverOpen: true, paperEnd: false, paperNearEnd: null }],
    ['paper end by n=2', { 1: 0x1a, 2: 0x32 }, { paperEnd: true, coverOpen: false }],
    ['cover open and paper end', { 1: 0x1e, 2: 0x36 }, { paperEnd: true, coverOpen: true, drawerHigh: true }],
    ['fed by hand', { 1: 0x1a, 2: 0x1a }, { feeding: true }],
    ['the cutter', { 1: 0x1a, 2: 0x52, 3: 0x1a }, { cutterError: true, unrecoverableError: false }],
    ['the board', { 1: 0x1a, 2: 0x52, 3: 0x32 }, { unrecoverableError: true }],
    ['the head too hot', { 1: 0x1a, 2: 0x52, 3: 0x52 }, { autoRecoverableError: true }],
    ['what was not asked is unknown', { 1: 0x12 }, { coverOpen: null, paperEnd: null, cutterError: null }],
  ])('%s', (_why, replies, seen) => {
    expect(escposFact(replies, null)).toMatchObject({ ...seen, raw: replies })
  })

  it('takes from unasked ASB only what no reply told', () => {
    const fact = escposFact({ 1: 0x12 }, [0x38, 0x08, 0x0f, 0x00])
    expect(fact).toMatchObject({
      offline: false,
      coverOpen: true,
      cutterError: true,
      paperEnd: true,
      paperNearEnd: true,
    })
  })
})

describe('sorting bytes', () => {
  const words = (...bytes: number[]) => sortBytes(Buffer.from(bytes)).words.map(({ word }) => word)

  it('knows a reply from ASB, from flow control and from block data', () => {
    expect(words(0x14, 0x00, 0x00, 0x0f, 0x11, 0x16, 0x13, 0x3d, 0x30, 0x21, 0x00, 0x12)).toEqual([
      ...['asb', 'other', 'reply', 'other', 'other', 'reply'],
    ])
  })

  it('keeps the beginning of an ASB block until the rest is there', () => {
    const { words: none, rest } = sortBytes(Buffer.from([0x10, 0x00]))
    expect(none).toEqual([])
    expect(sortBytes(Buffer.concat([rest, Buffer.from([0x0c, 0x00])])).words).toEqual([
      { word: 'asb', bytes: [0x10, 0x00, 0x0c, 0x00] },
    ])
  })

  it('calls text, Star ASB and a block without end foreign', () => {
    expect(words(0x48, 0x65)).toEqual(['foreign', 'foreign'])
    expect(words(0x23)[0]).toBe('foreign')
    expect(words(0x5f, ...Array<number>(200).fill(0x41))[0]).toBe('foreign')
  })
})
