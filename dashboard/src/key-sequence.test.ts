import { describe, expect, it } from 'vitest'
import { type KeyPress, keyName, SEQUENCE_MS, sequenceReader } from './key-sequence.ts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})

describe('the name of a key press', () => {
  it('is the letter, also on a keyboard that writes another alphabet', () => {
    expect(keyName(press('g', { code: 'KeyG' }))).toBe('g')
    expect(keyName(press('п', { code: 'KeyG' }))).toBe('g')
    // Dvorak: what is written on the key counts.
    expect(keyName(press('j', { code: 'KeyC' }))).toBe('j')
  })

  it('tells Ctrl and Cmd alike, and knows nothing of Alt, capitals and keys without a sign', () => {
    expect(keyName(press('k', { code: 'KeyK', ctrlKey: true }))).toBe('mod+k')
    expect(keyName(press('k', { code: 'KeyK', metaKey: true }))).toBe('mod+k')
    expect(keyName(press('л', { code: 'KeyK', ctrlKey: true }))).toBe('mod+k')
    expect(keyName(press('K', { code: 'KeyK', ctrlKey: true, shiftKey: true }))).toBeNull()
    expect(keyName(press('E', { code: 'KeyE', shiftKey: true }))).toBeNull()
    expect(keyName(press('e', { code: 'KeyE', altKey: true }))).toBeNull()
    expect(keyName(press('Tab'))).toBeNull()
  })

  it('takes a sign that needs the shift', () => {
    expect(keyName(press('?', { code: 'Slash', shiftKey: true }))).toBe('?')
    expect(keyName(press('/', { code: 'Digit7', shiftKey: true }))).toBe('/')
  })
})

describe('a sequence', () => {
  const reader = () => sequenceReader(() => ['g o', 'g d', 'e', 'o', 'mod+k'])

  it('is complete with its second letter, and only soon after the first', () => {
    const read = reader()
    expect(read('g', 0)).toBeNull()
    expect(read('o', SEQUENCE_MS)).toBe('g o')
    expect(read('g', 0)).toBeNull()
    expect(read('o', SEQUENCE_MS + 1)).toBe('o')
  })

  it('is forgotten after another key', () => {
    const read = reader()
    read('g', 0)
    expect(read('e', 10)).toBe('e')
    expect(read('d', 20)).toBeNull()
    expect(read('mod+k', 30)).toBe('mod+k')
  })

  it('begins again when its first letter comes twice', () => {
    const read = reader()
    read('g', 0)
    expect(read('g', 1000)).toBeNull()
    expect(read('d', 2000)).toBe('g d')
  })
})
