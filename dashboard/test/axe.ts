import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

interface Look {
  /** Only within this part of the page. */
  within?: string
  /** Only by these rules. */
  rules?: readonly string[]
  /** By all but these. */
  without?: readonly string[]
}

/** What axe finds in a page, each fault with the elements that have it. */
export async function axeFaults(page: Page, { within, rules = [], without = [] }: Look = {}): Promise<string[]> {
  // Within the page itself: by its newer way axe opens a blank page for each result, which takes three times as long.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  if (within !== undefined) axe.include(within)
  if (rules.length > 0) axe.withRules([...rules])
  if (without.length > 0) axe.disableRules([...without])
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
