/** What the judge remembers of a device between checks; plain JSON, kept over a restart. */
export interface Memory {
  version: 1
}
