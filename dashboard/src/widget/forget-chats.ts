/** How what is kept of chats begins, of each on a page of this origin. */
export const keptBeginning = 'sereno-chat:'

/** Whoever uses this browser next finds nothing of what was written here. */
export function forgetChats(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(keptBeginning)) localStorage.removeItem(key)
  } catch {
    // A browser that forbids its storage kept nothing.
  }
}
