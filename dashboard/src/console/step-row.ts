/** Moves the focus by one row of the conversations below `root`; from elsewhere to the first. */
export function stepRow(root: HTMLElement | undefined, by: 1 | -1): void {
  const rows = [...(root?.querySelectorAll<HTMLElement>('[data-talk]') ?? [])]
  const { activeElement } = document
  const at = activeElement instanceof HTMLElement ? rows.indexOf(activeElement) : -1
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus()
}
