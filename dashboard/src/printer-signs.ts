/** One thing that a printer says of itself: `paper` is `low`. Words are `care.sign_…` and `care.how_…`. */
export interface Sign {
  name: 'paper' | 'cover' | 'cutter' | 'drawer' | 'ready'
  how: 'there' | 'low' | 'out' | 'closed' | 'open' | 'fine' | 'stuck' | 'high' | 'low_level' | 'yes' | 'no' | 'unknown'
  /** `warning`: it prints on; `wrong`: it does not. */
  tone: 'well' | 'warning' | 'wrong' | 'unknown' | 'plain'
}

type Facts = Record<string, unknown>

const isFacts = (value: unknown): value is Facts => typeof value === 'object' && value !== null
const flag = (facts: Facts, name: string): boolean | null => {
  const value = facts[name]
  return typeof value === 'boolean' ? value : null
}

/**
 * The bits of a receipt printer's status in plain words, from the detail of a look. A printer that is online is not asked
 * for its cover and cutter: it would be offline with either of them open or stuck.
 */
export function printerSigns(detail: Facts): Sign[] {
  const facts = [detail.escpos, detail.star].find(isFacts)
  if (facts === undefined) return []
  const offline = flag(facts, 'offline')
  const isOnline = offline === false
  return [
    { name: 'ready', ...known(offline, { how: 'no', tone: 'wrong' }, { how: 'yes', tone: 'well' }) },
    { name: 'paper', ...paper(flag(facts, 'paperEnd'), flag(facts, 'paperNearEnd')) },
    {
      name: 'cover',
      ...known(
        flag(facts, 'coverOpen') ?? (isOnline ? false : null),
        { how: 'open', tone: 'wrong' },
        { how: 'closed', tone: 'well' },
      ),
    },
    {
      name: 'cutter',
      ...known(
        flag(facts, 'cutterError') ?? (isOnline ? false : null),
        { how: 'stuck', tone: 'wrong' },
        { how: 'fine', tone: 'well' },
      ),
    },
    // Whether high means open depends on the drawer's wiring.
    {
      name: 'drawer',
      ...known(flag(facts, 'drawerHigh'), { how: 'high', tone: 'plain' }, { how: 'low_level', tone: 'plain' }),
    },
  ]
}

type How = Pick<Sign, 'how' | 'tone'>
const unknown: How = { how: 'unknown', tone: 'unknown' }

const known = (value: boolean | null, yes: How, no: How): How => (value === null ? unknown : value ? yes : no)

function paper(end: boolean | null, nearEnd: boolean | null): How {
  if (end === true) return { how: 'out', tone: 'wrong' }
  if (nearEnd === true) return { how: 'low', tone: 'warning' }
  return end === null ? unknown : { how: 'there', tone: 'well' }
}

/** What a printer shows on its own display, as SNMP tells it; `null` where it has none. */
export function consoleText(detail: Facts): string | null {
  const { printer_mib: mib } = detail
  const text = isFacts(mib) ? mib.consoleText : null
  return typeof text === 'string' && text.trim() !== '' ? text.slice(0, 200) : null
}
