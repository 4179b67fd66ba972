/** What a push tells of a conversation, it tells for as long as it waits for whom it is sent to. */
export const pushTalk = `
ALTER TABLE push_deliveries ADD COLUMN conversation_id TEXT;
CREATE INDEX push_deliveries_talk ON push_deliveries (conversation_id) WHERE conversation_id IS NOT NULL;
`
