/**
 * Answers may overtake one another. Called with each question, it gives what tells, once the answer is there, whether it
 * is to be shown: not where that to a newer question was there before.
 */
export function inOrder(): () => () => boolean {
  let asked = 0
  let shown = 0
  return () => {
    asked += 1
    const mine = asked
    return () => {
      if (mine < shown) return false
      shown = mine
      return true
    }
  }
}
