/** When a message left, and why one failed of which that was told before it was known here. */
export const talkSent = `
-- When the call began that took its last part; none where it was sent before this was kept, and of live chat.
ALTER TABLE talk_messages ADD COLUMN sent_at INTEGER;
ALTER TABLE talk_early_receipts ADD COLUMN fault TEXT;
`
