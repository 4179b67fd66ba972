import { readFileSync } from 'node:fs'
import { type Color, converter, differenceEuclidean, parse, wcagContrast } from 'culori'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('palette.css', import.meta.url), 'utf8')
type Tokens = Record<string, string>

/** The tokens that a rule sets, by where it begins. */
function tokensAfter(beginning: string): Tokens {
  const at = css.indexOf(beginning)
  expect(at, beginning).toBeGreaterThanOrEqual(0)
  const body = css.slice(at + beginning.length, css.indexOf('}', at))
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gu)].map(([, name, hex]) => [name, hex]))
}

const light = tokensAfter(':root {')
const dark = { ...light, ...tokensAfter(':root[data-theme="dark"] {') }
const contrast = { ...light, ...tokensAfter('\n:root[data-theme="contrast"] {') }
const contrastDark = { ...contrast, ...tokensAfter('\n  :root[data-theme="contrast"] {') }
const themes = { light, dark, contrast, 'contrast in the dark': contrastDark }

const states = ['error', 'fail', 'offline', 'retry', 'ok', 'unknown']
const grounds = ['page', 'panel']

const colour = (tokens: Tokens, name: string): Color => {
  const parsed = parse(tokens[name] ?? '')
  if (parsed === undefined) throw new Error(`The palette has no --${name}`)
  return parsed
}

/** The least contrast of these tokens with the grounds that they stand on. */
const leastContrast = (tokens: Tokens, names: readonly string[], on: readonly string[]): number =>
  Math.min(...names.flatMap((name) => on.map((ground) => wcagContrast(colour(tokens, name), colour(tokens, ground)))))

/**
 * Machado, Oliveira and Fernandes 2009 at severity 1, on linear light as the paper has it; culori's own filters apply the
 * same matrices to encoded values, which comes out otherwise.
 */
const sights: Record<string, readonly number[]> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
}
const linear = converter('lrgb')
const distance = differenceEuclidean('oklab')

function seen(matrix: readonly number[], of: Color): Color {
  const { r, g, b } = linear(of)
  const mixed = (row: number) =>
    Math.min(1, Math.max(0, (matrix[row] ?? 0) * r + (matrix[row + 1] ?? 0) * g + (matrix[row + 2] ?? 0) * b))
  return { mode: 'lrgb', r: mixed(0), g: mixed(3), b: mixed(6) }
}

/** The least OKLab distance of any two of the six, in any of the four sights. */
function leastDistance(tokens: Tokens, part: 'fill' | 'text'): number {
  const distances = Object.values(sights).flatMap((matrix) => {
    const colours = states.map((state) => seen(matrix, colour(tokens, `${state}-${part}`)))
    return colours.flatMap((one, at) => colours.slice(at + 1).map((other) => distance(one, other)))
  })
  return Math.min(...distances)
}

describe.each(Object.entries(themes))('the palette, %s', (_, tokens) => {
  it('has fills and control edges of 3:1 on page and panel', () => {
    const names = [...states.map((state) => `${state}-fill`), 'line-strong', 'link']
    expect(leastContrast(tokens, names, grounds)).toBeGreaterThanOrEqual(3)
  })

  it('has words of 4.5:1 on page and panel', () => {
    const names = [...states.map((state) => `${state}-text`), 'text', 'muted', 'link']
    expect(leastContrast(tokens, names, grounds)).toBeGreaterThanOrEqual(4.5)
  })

  it('has inks of 4.5:1 on what they stand on', () => {
    for (const state of [...states, 'link']) {
      const ground = state === 'link' ? 'link' : `${state}-fill`
      expect(leastContrast(tokens, [`${state}-ink`], [ground]), state).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('keeps the six fills 0.10 apart for every sight', () => {
    expect(leastDistance(tokens, 'fill')).toBeGreaterThanOrEqual(0.1)
  })
})

it.each([
  ['light', 'fill', light, 0.123],
  ['light', 'text', light, 0.105],
  ['dark', 'fill', dark, 0.138],
  ['dark', 'text', dark, 0.138],
] as const)('the least distance of %s %s is the one that the search found', (_, part, tokens, found) => {
  expect(Math.abs(leastDistance(tokens, part) - found)).toBeLessThan(0.0015)
})

it.each(['contrast', 'contrast in the dark'] as const)('%s has words and lines of 7:1', (name) => {
  const names = [...states.map((state) => `${state}-text`), 'text', 'muted', 'link', 'line', 'line-strong']
  expect(leastContrast(themes[name], names, grounds)).toBeGreaterThanOrEqual(7)
})
