/** This version of Sereno, as in `package.json` (a test holds them together). */
export const version = '0.1.0'

/** When this version was made, ms since 1970. A clock that shows less is wrong. */
export const builtAt = Date.UTC(2026, 10, 22)
