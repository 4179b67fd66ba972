/** Fewer letters and digits than this beside such words are soon tried out. */
const leastElse = 6
const shortest = 3

/**
 * Whether a password is little more than words of its place, such as the username or the venue's name: whoever guesses
 * begins with them (ASVS 6.2.11).
 */
export function isGuessable(password: string, words: readonly string[]): boolean {
  const whole = plain(password)
  const known = ['sereno', ...words.map(plain)].filter((word) => word.length >= shortest)
  // The longest first: the venue may be called by the username and more.
  const rest = known
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, word) => left.replaceAll(word, ''), whole)
  return rest !== whole && rest.length < leastElse
}

/** Without accents, capitals, blanks and signs. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}]/gu, '')
