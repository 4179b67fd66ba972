/** Conversations on channels. What somebody has picked is theirs alone; once they are gone, it is nobody's. */
export const talk = `
CREATE TABLE conversations (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  channel_id TEXT NOT NULL,
  channel_type TEXT NOT NULL,
  channel_name TEXT NOT NULL,
  contact_key TEXT NOT NULL,
  contact TEXT NOT NULL,
  picker_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  picker TEXT NOT NULL DEFAULT '',
  picked_at INTEGER,
  closed_at INTEGER,
  created_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  last_in_at INTEGER,
  -- Since when the oldest message without an answer is here; none where all have one, or it is over.
  waiting_since INTEGER,
  -- The sequence of the last answer: what contacts wrote after it has none.
  answered INTEGER NOT NULL DEFAULT 0,
  -- The sequence of the line that opened it last: what stands before was over already.
  opened INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0,
  preview TEXT NOT NULL DEFAULT '',
  -- Since when it is in the inbox, and when somebody was called about that.
  inbox_since INTEGER NOT NULL,
  called_at INTEGER,
  UNIQUE (channel_id, contact_key)
) STRICT;
CREATE INDEX conversations_open ON conversations (picker_id, last_at) WHERE closed_at IS NULL;
CREATE INDEX conversations_over ON conversations (picker_id, last_at) WHERE closed_at IS NOT NULL;
CREATE INDEX conversations_closed ON conversations (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX conversations_waiting ON conversations (waiting_since) WHERE waiting_since IS NOT NULL;

CREATE TABLE talk_messages (
  -- In this order they are shown: the clocks of those who write differ.
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('in', 'out', 'note', 'event')),
  user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  author TEXT NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  state TEXT CHECK (state IN ('waiting', 'sent', 'delivered', 'seen', 'failed')),
  fault TEXT,
  event TEXT,
  client_id TEXT,
  external_id TEXT,
  is_template INTEGER NOT NULL DEFAULT 0,
  parts_done INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,
  expires_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX talk_messages_thread ON talk_messages (conversation_id, sequence);
-- A contact cannot guess at an operator's: each side has its own.
CREATE UNIQUE INDEX talk_messages_client ON talk_messages (conversation_id, client_id, kind = 'in')
  WHERE client_id IS NOT NULL;
CREATE INDEX talk_messages_waiting ON talk_messages (conversation_id, sequence) WHERE state = 'waiting';
CREATE INDEX talk_messages_unseen ON talk_messages (conversation_id, kind, sequence)
  WHERE state IN ('sent', 'delivered');
CREATE INDEX talk_messages_user ON talk_messages (user_id) WHERE user_id IS NOT NULL;

-- What Meta knows messages by: one that went in several parts by several.
CREATE TABLE talk_externals (
  channel_id TEXT NOT NULL,
  external_id TEXT NOT NULL,
  message_id TEXT NOT NULL REFERENCES talk_messages (id) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  is_last INTEGER NOT NULL,
  PRIMARY KEY (channel_id, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX talk_externals_message ON talk_externals (message_id);
-- Receipts of messages of which it is not written down yet that they were sent.
CREATE TABLE talk_early_receipts (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id TEXT NOT NULL,
  external_id TEXT NOT NULL,
  state TEXT NOT NULL,
  UNIQUE (channel_id, external_id)
) STRICT;

CREATE TABLE talk_files (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  message_id TEXT REFERENCES talk_messages (id) ON DELETE CASCADE,
  place INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  at INTEGER NOT NULL,
  -- Whether all its parts are here.
  whole INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX talk_files_conversation ON talk_files (conversation_id, bytes);
CREATE INDEX talk_files_message ON talk_files (message_id, place);
CREATE TABLE talk_file_parts (
  file_id TEXT NOT NULL REFERENCES talk_files (id) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (file_id, part)
) STRICT;

CREATE TABLE talk_drafts (
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  PRIMARY KEY (conversation_id, user_id)
) STRICT;

-- From each opening to its close: stays where the conversation goes, and tells how fast it was answered.
CREATE TABLE talk_spells (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  first_answer_at INTEGER,
  closed_at INTEGER
) STRICT;
CREATE INDEX talk_spells_opened ON talk_spells (opened_at);
CREATE INDEX talk_spells_open ON talk_spells (conversation_id) WHERE closed_at IS NULL;

CREATE TABLE talk_channels (
  channel_id TEXT PRIMARY KEY,
  last_in_at INTEGER,
  last_out_at INTEGER
) STRICT, WITHOUT ROWID;
`
