import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

interface Look {
  /** Only within this part of the page. */
  within?: string
  /** Only by these rules. */
  rules?: readonly string[]
  /** By all but these. */
  without?: readonly string[]
}

interface Violation {
  id: string
  nodes: { html: string }[]
}

/** As far as it is used here. */
interface Axe {
  run(where: Document | string, options: object): Promise<{ violations: Violation[] }>
}

// The one of Playwright's builder, which itself would bring these 650 kB into the page twice for each look, or open a blank
// page for it.
const { source }: { source: string } = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core')

/** What axe finds in a page, each fault with the elements that have it. */
export async function axeFaults(page: Page, { within, rules = [], without = [] }: Look = {}): Promise<string[]> {
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(source)
  }
  const options = {
    resultTypes: ['violations'],
    ...(rules.length > 0 && { runOnly: { type: 'rule', values: rules } }),
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
  }
  const violations = await page.evaluate(
    async ([where, how]) => {
      const axe: Axe = Reflect.get(window, 'axe')
      return (await axe.run(where ?? document, how)).violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ html }) => ({ html })),
      }))
    },
    [within, options] as const,
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
