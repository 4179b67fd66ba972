/** Where to go after signing in: only a path of this dashboard, never another site (open redirect) and never `/login` again. */
export function nextPage(search: string, origin: string): string {
  const wanted = new URLSearchParams(search).get('next') ?? '/'
  if (!wanted.startsWith('/') || !URL.canParse(wanted, origin)) return '/'
  const url = new URL(wanted, origin)
  if (url.origin !== origin || url.pathname.startsWith('//') || url.pathname.startsWith('/login')) return '/'
  return url.pathname + url.search + url.hash
}

export const loginAddress = (from: string): string =>
  from === '/' || from.startsWith('/login') ? '/login' : `/login?next=${encodeURIComponent(from)}`
