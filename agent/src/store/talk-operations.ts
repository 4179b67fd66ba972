import * as talkContacts from './sql/talk-contacts.ts'
import { eraseTalk } from './sql/talk-erase.ts'
import * as talkFiles from './sql/talk-files.ts'
import * as talkHands from './sql/talk-hands.ts'
import { listTalks } from './sql/talk-list.ts'
import * as talkQueue from './sql/talk-queue.ts'
import * as reads from './sql/talk-reads.ts'
import * as talkReceipts from './sql/talk-receipts.ts'
import { receiveMessage } from './sql/talk-receive.ts'
import { remarkTalk } from './sql/talk-remark.ts'
import { talkFile, talkMessage } from './sql/talk-row.ts'
import { talkMeasured, talkMeasures } from './sql/talk-spells.ts'
import * as write from './sql/talk-write.ts'

/** What the store's thread does for conversations and changes nothing. */
export const talkReads = {
  conversationByContact: reads.conversationByContact,
  conversationOf: reads.conversationOf,
  countAllTalks: talkContacts.countAllTalks,
  countTalks: reads.countTalks,
  listTalks,
  talkChannelTimes: reads.talkChannelTimes,
  talkDraft: write.talkDraft,
  talkFile,
  talkFilePart: talkFiles.talkFilePart,
  talkHeads: talkQueue.talkHeads,
  talkFilesOf: talkContacts.talkFilesOf,
  talkMeasured,
  talkMeasures,
  talkMessage,
  talkMessages: reads.talkMessages,
  talksOfContact: talkContacts.talksOfContact,
  unansweredTalk: reads.unansweredTalk,
  unpickedTalks: reads.unpickedTalks,
  writtenTalk: write.writtenTalk,
}

/** What writes. */
export const talkWrites = {
  addTalkFilePart: talkFiles.addTalkFilePart,
  beginTalkFile: talkFiles.beginTalkFile,
  closeTalk: talkHands.closeTalk,
  dropTalkChannel: talkQueue.dropTalkChannel,
  dropTalkFile: talkFiles.dropTalkFile,
  endTalkFile: talkFiles.endTalkFile,
  eraseTalk,
  escalatedTalks: reads.escalatedTalks,
  giveBackAllTalks: talkHands.giveBackAllTalks,
  giveBackTalk: talkHands.giveBackTalk,
  nameTalkFile: talkFiles.nameTalkFile,
  noteTalk: write.noteTalk,
  pickTalk: talkHands.pickTalk,
  receiptTalk: talkReceipts.receiptTalk,
  receiptTalkBy: talkReceipts.receiptTalkBy,
  receiptsTalk: talkReceipts.receiptsTalk,
  receiveMessage,
  remarkTalk,
  retryTalk: talkQueue.retryTalk,
  seeTalk: talkReceipts.seeTalk,
  setDraft: write.setDraft,
  settleTalk: talkQueue.settleTalk,
  transferTalk: talkHands.transferTalk,
  writeTalk: write.writeTalk,
}
