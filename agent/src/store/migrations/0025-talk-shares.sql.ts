/** Where strangers come from, for as long as what they sent is kept: each network has its share of what is bounded. */
export const talkShares = `
-- Empty for whom somebody vouches for, and on other channels than live chat.
ALTER TABLE conversations ADD COLUMN network TEXT NOT NULL DEFAULT '';
ALTER TABLE talk_files ADD COLUMN network TEXT NOT NULL DEFAULT '';
CREATE INDEX conversations_network ON conversations (network) WHERE closed_at IS NULL AND network > '';
CREATE INDEX talk_files_network ON talk_files (network, bytes) WHERE network > '';
CREATE INDEX talk_messages_size ON talk_messages (octet_length(text));
`
