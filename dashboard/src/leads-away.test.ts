import { describe, expect, it } from 'vitest'
import { leadsAway } from './leads-away.ts'

const here = { pathname: '/system/discovery', search: '' }
const click = { button: 0, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, defaultPrevented: false }
const link = { target: '', pathname: '/devices', search: '', hash: '', hasAttribute: () => false }

it('a plain click on a link to another page leads away, and one on the page itself', () => {
  expect(leadsAway(click, link, here)).toBe(true)
  expect(leadsAway(click, { ...link, pathname: '/system/discovery' }, here)).toBe(true)
  expect(leadsAway(click, { ...link, pathname: '/system/discovery', search: '?a=1', hash: '#b' }, here)).toBe(true)
})

describe('what was typed stays where', () => {
  it.each([
    ['another tab opens by Ctrl', { ...click, ctrlKey: true }, link],
    ['another tab opens by the wheel', { ...click, button: 1 }, link],
    ['the page has dealt with the click', { ...click, defaultPrevented: true }, link],
    ['the link opens a tab', click, { ...link, target: '_blank' }],
    ['the link brings a file', click, { ...link, hasAttribute: (name: string) => name === 'download' }],
    ['the link leads down the page', click, { ...link, pathname: '/system/discovery', hash: '#hours' }],
  ])('%s', (_, pressed, clicked) => {
    expect(leadsAway(pressed, clicked, here)).toBe(false)
  })
})
