import type { Attachment } from 'svelte/attachments'
import { shortcut } from './shortcuts.ts'
import { t } from './words.ts'

/** What a row's keys do beside opening it; each gets what the row's `data-row` says. */
export interface RowActs {
  edit?: (id: string) => void
  pause?: (id: string) => void
  check?: (id: string) => void
}

/**
 * Put on a list or a table, `{@attach rows({…})}`: `j` and `k` walk through its rows, which carry `data-row`, by the first
 * link or button of each; Enter is then that link's own.
 */
export const rows =
  (acts: RowActs = {}): Attachment<HTMLElement> =>
  (list) => {
    const all = () => [...list.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => row.checkVisibility())
    const here = () => all().findIndex((row) => row.contains(document.activeElement))
    const step = (by: 1 | -1) => () => {
      const rowsNow = all()
      const from = here()
      const next = rowsNow[from < 0 ? 0 : Math.min(Math.max(from + by, 0), rowsNow.length - 1)]
      next?.querySelector<HTMLElement>('a[href], button')?.focus()
      next?.scrollIntoView({ block: 'nearest' })
    }
    const withRow = (act: (id: string) => void) => () => {
      const id = all()[here()]?.dataset.row
      if (id !== undefined) act(id)
    }
    const ends = [shortcut('j', t('keys.next_row'), step(1)), shortcut('k', t('keys.previous_row'), step(-1))]
    if (acts.edit) ends.push(shortcut('e', t('action.edit'), withRow(acts.edit)))
    if (acts.pause) ends.push(shortcut('p', t('keys.pause'), withRow(acts.pause)))
    if (acts.check) ends.push(shortcut('r', t('device.check'), withRow(acts.check)))
    return () => {
      for (const end of ends) end()
    }
  }
