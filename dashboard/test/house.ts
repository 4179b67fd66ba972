import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { startAgent, type TestAgent } from './agent.ts'
import { english, openBrowser, setUp } from './browser.ts'

/** One agent, one browser and someone signed in, for the tests of a file. */
export interface House {
  agent: TestAgent
  browser: Browser
  context: BrowserContext
  /** Where the set-up was done. */
  page: Page
}

/** Opens the house before the tests of a file and closes it after them. @param settings of the agent, by their variables */
export function openHouse(settings: () => Promise<Record<string, string>> = async () => ({})): House {
  const house: Partial<House> = {}
  beforeAll(async () => {
    house.agent = await startAgent(await settings())
    house.browser = await openBrowser()
    house.context = await english(house.browser)
    house.page = await house.context.newPage()
    await setUp(house.page, house.agent)
  }, 60_000)
  afterAll(async () => {
    await house.browser?.close()
    await house.agent?.stop()
  }, 30_000)
  return house as House
}
