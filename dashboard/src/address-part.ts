/** What an address says under a name, if it is one of these; else the first of them. */
export function addressPart<T extends string>(name: string, options: readonly [T, ...T[]]): T {
  const told = new URLSearchParams(location.search).get(name)
  return options.find((option) => option === told) ?? options[0]
}

/** Writes into the address what the page shows, so that a reload and a link show the same; the usual needs no word. */
export function keepInAddress(name: string, value: string, usual: string): void {
  const address = new URL(location.href)
  if (value === usual) address.searchParams.delete(name)
  else address.searchParams.set(name, value)
  history.replaceState(history.state, '', address)
}
