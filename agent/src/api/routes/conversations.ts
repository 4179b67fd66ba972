import type { conversationContracts } from '@sereno/shared/api/conversations.ts'
import { detailView } from '../../services/conversations/conversation-view.ts'
import {
  closeConversation,
  listOperators,
  returnConversation,
  transferConversation,
} from '../../services/conversations/hand-over.ts'
import { keepDraft, seeConversation, tellTyping } from '../../services/conversations/keep-reading.ts'
import { countConversations, listConversations, listMessages } from '../../services/conversations/list-conversations.ts'
import { ticketMaker } from '../../services/conversations/make-ticket.ts'
import { measureAnswers } from '../../services/conversations/measure-answers.ts'
import { pickConversation } from '../../services/conversations/pick-conversation.ts'
import { retryMessage, sendMessage } from '../../services/conversations/send-message.ts'
import { openTalkFile, talkAttacher } from '../../services/conversations/talk-files.ts'
import type { House } from '../../services/house.ts'
import { Pace } from '../../services/pace.ts'
import { addTemplate, changeTemplate, removeTemplate } from '../../services/reply-templates/change-template.ts'
import { fileAnswer } from '../file-answer.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'
import { Refusal } from '../problem.ts'

/** Conversations on channels, as operators see them. */
export function conversationRoutes(house: House): Handlers<keyof typeof conversationContracts> {
  // Faster than anybody writes; what someone's script repeats must not fill the card.
  const sent = new Pace(house.clock, 30, 1000)
  const drafted = new Pace(house.clock, 30, 500)
  const uploaded = new Pace(house.clock, 10, 3000)
  const made = new Pace(house.clock, 10, 60_000)
  const typed = new Pace(house.clock, 1, 1000)
  const attach = talkAttacher(house)
  const makeTicket = ticketMaker(house)
  return {
    'conversations.list': ({ caller, query }) => listConversations(house, caller, query),
    'conversations.counts': ({ caller }) => countConversations(house, caller),
    'conversations.operators': ({ caller }) => listOperators(house, caller),
    'conversations.measures': async ({ query }) => ({ items: await measureAnswers(house, query.days) }),
    'conversations.get': (call) => detailView(house, call.caller, idOf(call)),
    'conversations.messages': (call) => listMessages(house, call.caller, idOf(call), call.query),
    'conversations.pick': (call) => pickConversation(house, call.caller, idOf(call), call.language),
    'conversations.return': async (call) => void (await returnConversation(house, call.caller, idOf(call))),
    'conversations.transfer': async (call) =>
      void (await transferConversation(house, call.caller, idOf(call), call.body)),
    'conversations.close': (call) => closeConversation(house, call.caller, idOf(call)),
    'conversations.ticket': (call) => {
      made.keep(call.caller.userId)
      return makeTicket(call.caller, idOf(call), call.body)
    },
    'conversations.seen': async (call) => void (await seeConversation(house, call.caller, idOf(call))),
    'conversations.typing': async (call) => void (await tellTyping(house, call.caller, idOf(call), typed)),
    'conversations.draft': async (call) => {
      drafted.keep(call.caller.userId)
      await keepDraft(house, call.caller, idOf(call), call.body.text)
    },
    'conversations.send': (call) => {
      sent.keep(call.caller.userId)
      return sendMessage(house, call.caller, idOf(call), call.body)
    },
    'conversations.retry': (call) => {
      sent.keep(call.caller.userId)
      return retryMessage(house, call.caller, idOf(call), call.params.message ?? '')
    },
    'conversations.attach': (call) => {
      if (call.upload === undefined) throw new Refusal('malformed')
      uploaded.keep(call.caller.userId)
      return attach(call.caller, idOf(call), call.query.name, call.upload)
    },
    'conversations.file': async (call) => {
      const { file, parts } = await openTalkFile(house, call.caller, idOf(call), call.params.file ?? '')
      return fileAnswer(file, parts)
    },
    'replyTemplates.list': async () => ({ items: house.book.read().replyTemplates }),
    'replyTemplates.add': ({ body }) => addTemplate(house, body),
    'replyTemplates.change': (call) => changeTemplate(house, idOf(call), call.body),
    'replyTemplates.remove': async (call) => void (await removeTemplate(house, idOf(call))),
  }
}
