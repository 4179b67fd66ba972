/** What counts of a link that someone clicked. */
export type ClickedLink = Pick<HTMLAnchorElement, 'target' | 'pathname' | 'search' | 'hash' | 'hasAttribute'>
/** What counts of the click. */
export type Click = Pick<MouseEvent, 'button' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'defaultPrevented'>

/**
 * Whether a click on a link replaces the page, and what is typed there with it: not one that opens another tab, brings a
 * file, leads to another place of the same page, or that the page has dealt with itself.
 */
export function leadsAway(click: Click, link: ClickedLink, here: Pick<Location, 'pathname' | 'search'>): boolean {
  if (click.defaultPrevented || click.button !== 0) return false
  if (click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return false
  if (link.target === '_blank' || link.hasAttribute('download')) return false
  return link.hash === '' || link.pathname !== here.pathname || link.search !== here.search
}
