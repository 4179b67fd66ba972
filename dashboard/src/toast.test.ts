import { beforeEach, expect, it } from 'vitest'
import { dismiss, onToasts, type Toast, toast } from './toast.ts'

let shown: readonly Toast[] = []
beforeEach(() => {
  onToasts((toasts) => {
    shown = toasts
  })
  for (const { id } of shown) dismiss(id)
})
const texts = () => shown.map(({ text }) => text)

it('keeps the last three alone', () => {
  for (const text of ['a', 'b', 'c', 'd']) toast(text)
  expect(texts()).toEqual(['b', 'c', 'd'])
})

it('does not say the same twice at once, but says it anew', () => {
  toast('Saved')
  const before = shown[0]?.id
  toast('Saved')
  expect(texts()).toEqual(['Saved'])
  expect(shown[0]?.id).not.toBe(before)
})

it('shortens what is too long, and forgets what is closed', () => {
  toast('x'.repeat(5000), 'error')
  expect(shown[0]?.text).toHaveLength(300)
  dismiss(shown[0]?.id ?? 0)
  expect(shown).toEqual([])
})

it('tells who draws them later of what came before', () => {
  onToasts(() => {})
  toast('Saved')
  onToasts((toasts) => {
    shown = toasts
  })
  expect(texts()).toEqual(['Saved'])
})
