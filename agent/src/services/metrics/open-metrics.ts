/** A family of samples that share a name. The samples of `info` end in `_info`; a state set has its state in a label. */
export interface Family {
  name: string
  type: 'gauge' | 'info' | 'stateset'
  help: string
  /** The name must end in it. */
  unit?: 'seconds' | 'bytes'
  samples: { labels?: Record<string, string>; value: number }[]
}

/** Text for a scraper, as OpenMetrics 1.0 writes it (prometheus.io/docs/specs/om/open_metrics_spec). */
export const openMetrics = (families: readonly Family[]): string => `${families.map(familyText).join('')}# EOF\n`

function familyText({ name, type, help, unit, samples }: Family): string {
  const head = [`# TYPE ${name} ${type}`, ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`])]
  const sampleName = type === 'info' ? `${name}_info` : name
  const rows = samples.map(({ labels = {}, value }) => `${sampleName}${labelsText(labels)} ${value}`)
  return [...head, `# HELP ${name} ${escaped(help)}`, ...rows, ''].join('\n')
}

function labelsText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** A device's name may hold a quote or a line feed: unescaped, it could write samples of its own. */
const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
