import type { chatContracts } from '@sereno/shared/api/chat.ts'
import { chatFileTaker, openChatFile } from '../../services/chat/chat-files.ts'
import { chatSettings } from '../../services/chat/chat-settings.ts'
import { type Asking, findTheirs } from '../../services/chat/find-chat.ts'
import { askForOther, seeChat } from '../../services/chat/see-chat.ts'
import { startChat } from '../../services/chat/start-chat.ts'
import { makeTextPace } from '../../services/chat/take-in.ts'
import { threadOf } from '../../services/chat/visitor-view.ts'
import { attachStates, writeInChat } from '../../services/chat/write-in-chat.ts'
import type { Caller, House } from '../../services/house.ts'
import { Pace } from '../../services/pace.ts'
import { hashSecret } from '../../services/secret.ts'
import { type Whence, WhencePace } from '../../services/whence.ts'
import { makeChatStreams } from '../chat-stream.ts'
import { fileAnswer } from '../file-answer.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'
import { Refusal } from '../problem.ts'

interface Asked {
  caller: Caller | null
  foreign: string | null
  visitorToken: string | null
  whence: Whence
}

/** The visitor's side of live chat. Anyone may call: each bound stands before what it protects. */
export function chatRoutes(house: House): Handlers<keyof typeof chatContracts> {
  const { clock } = house
  const paces = {
    started: new WhencePace(clock, 60, 1000),
    written: new Pace(clock, 30, 2000),
    texts: makeTextPace(clock),
  }
  // Of each visitor first, so that one who floods takes nothing from others behind the same address.
  const calls = { visitor: new Pace(clock, 100, 250), address: new WhencePace(clock, 1000, 20) }
  const others = new Pace(clock, 1, 10 * 60_000)
  const typing = new Pace(clock, 1, 1000)
  const attach = chatFileTaker(house)
  const listen = makeChatStreams(house)

  /** Who asks, within what they may. @throws {Fault} `too_often` */
  function asking({ caller, foreign, visitorToken, whence }: Asked): Asking {
    if (visitorToken !== null) calls.visitor.keep(hashSecret(visitorToken))
    calls.address.keep(whence)
    return { caller, foreign, visitorToken: visitorToken ?? '', whence }
  }

  return {
    'chat.settings': async (call) => {
      asking(call)
      return chatSettings(house, call.query.channel, call.foreign, call.caller)
    },
    'chat.start': async (call) => {
      asking({ ...call, visitorToken: call.body.visitorToken ?? null })
      return startChat(house, paces, call, call.body)
    },
    'chat.messages': async (call) => {
      const { conversation } = await findTheirs(house, idOf(call), asking(call))
      return threadOf(house, conversation, call.caller, call.query)
    },
    'chat.send': async (call) => writeInChat(house, paces, idOf(call), asking(call), call.body),
    'chat.events': async (call) => {
      const { conversation } = await findTheirs(house, idOf(call), asking(call))
      return listen(conversation, call, () => call.stream?.disconnect())
    },
    'chat.typing': async (call) => {
      const { conversation } = await findTheirs(house, idOf(call), asking(call))
      if (typing.take(conversation.id) === 0) house.bus.emit('conversation.typing', conversation.id, 'contact')
      return undefined
    },
    'chat.seen': async (call) => {
      await seeChat(house, idOf(call), asking(call), call.body)
      return undefined
    },
    'chat.states': async (call) => attachStates(house, paces.written, idOf(call), asking(call), call.body.clientId),
    'chat.other': async (call) => {
      await askForOther(house, others, idOf(call), asking(call))
      return undefined
    },
    'chat.attach': async (call) => {
      if (call.upload === undefined) throw new Refusal('malformed')
      return attach(idOf(call), asking(call), call.query.name, call.upload)
    },
    'chat.file': async (call) => {
      const { file, parts } = await openChatFile(house, idOf(call), asking(call), call.params.file ?? '')
      return fileAnswer(file, parts)
    },
  }
}
