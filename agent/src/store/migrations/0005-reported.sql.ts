/** Failures that iPads and other systems report: counted for every problem that is open, each time someone looks. */
export const reported = `
CREATE INDEX entries_reported ON entries (at, device_id) WHERE kind = 'Fail' AND source IN ('ingest', 'checkin');
`
