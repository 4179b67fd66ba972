/** The page's name in the browser's tab, before the marks that come in front of it. */
class PageTitle {
  text = $state(document.title)
  /** Names the page after what it shows, as a device. */
  name(what: string): void {
    this.text = `${what} · Sereno`
  }
}
export const pageTitle = new PageTitle()
