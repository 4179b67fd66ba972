import type { Role } from '@sereno/shared/user.ts'
import type { Page } from 'playwright-core'

/** Shows a page as someone of another role sees it; the agent still knows better. */
export const seenAs = (page: Page, role: Role): Promise<unknown> =>
  page.route('**/api/v1/start', async (route) => {
    const response = await route.fetch()
    const start = await response.json()
    const user = { ...start.me.user, role }
    await route.fulfill({ response, json: { ...start, me: { ...start.me, user } } })
  })
