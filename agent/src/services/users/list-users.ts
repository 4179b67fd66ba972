import type { Page } from '@sereno/shared/field.ts'
import type { Person } from '@sereno/shared/person.ts'
import type { PageRequest } from '../../store/page-request.ts'
import type { House } from '../house.ts'
import { personView } from './person-view.ts'

/** Users, by name. @throws {CursorFault} */
export async function listUsers(house: House, page: PageRequest): Promise<Page<Person>> {
  const { items, nextCursor } = await house.store.people.users(page)
  return { items: items.map(personView), nextCursor }
}
