import type { Language } from '@sereno/shared/field.ts'
import { type CatalogItem, listIntegrations } from '../../integrations/index.ts'

/** What can be added; found by its name in any of our languages. */
export const listCatalog = (q: string | undefined, language: Language): { items: CatalogItem[] } => ({
  items: listIntegrations(language, q),
})
