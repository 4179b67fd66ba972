/** Kept while the agent runs: where it is found at the start, the last run did not end in order. */
export const runningKey = 'running'
/** The claim code of a set-up that is still to be done. */
export const claimCodeKey = 'setup.code'
/** What push services know us by, sealed. */
export const pushKeysKey = 'push.keys'
/** Where the restore that was applied at this start came from, until the log has told of it. */
export const restoredKey = 'restored'
/** Something of people was deleted, and may still be read in free parts of the file. */
export const sweepKey = 'sweep'
/** The venue was given its first live chat: one that is removed stays so. */
export const channelsBegunKey = 'channels.begun'
