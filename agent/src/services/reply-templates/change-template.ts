import type { ReplyTemplate } from '@sereno/shared/conversation.ts'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import { makeId } from '../../store/make-id.ts'
import { changeBook } from '../change-book.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

type Input = Omit<ReplyTemplate, 'id'>

/** Adds a text that operators insert. @throws {Fault} `templates_full` */
export function addTemplate(house: House, input: Input): Promise<ReplyTemplate> {
  return changeBook(house, (draft) => {
    const most = conversationBounds.templates
    if (draft.replyTemplates.length >= most) throw new Fault('templates_full', { values: { n: most } })
    const template = { id: makeId(), ...input }
    draft.replyTemplates.push(template)
    return template
  })
}

/** @throws {Fault} `not_found` */
export function changeTemplate(house: House, id: string, input: Input): Promise<ReplyTemplate> {
  return changeBook(house, (draft) => {
    const template = draft.replyTemplates.find((one) => one.id === id)
    if (template === undefined) throw new Fault('not_found')
    return Object.assign(template, input)
  })
}

/** @throws {Fault} `not_found` */
export async function removeTemplate(house: House, id: string): Promise<void> {
  await changeBook(house, (draft) => {
    const left = draft.replyTemplates.filter((one) => one.id !== id)
    if (left.length === draft.replyTemplates.length) throw new Fault('not_found')
    draft.replyTemplates = left
  })
}
