/** Whoever was deleted, so that a restored backup does not bring them back; of them nothing is known but that they were. */
export const erased = `
CREATE TABLE erased (user_id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`
