import type { Integration } from '@sereno/shared/integration.ts'
import type { House } from '../house.ts'
import { findIntegration } from './find-integration.ts'
import { integrationView } from './integration-view.ts'

/** @throws {Fault} `not_found` */
export const getIntegration = async (house: House, id: string): Promise<Integration> =>
  integrationView(house, findIntegration(house.book.read(), id))
