import { readChangelog } from '@sereno/shared/changelog.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { changesBetween, compareVersions, isVersion } from '@sereno/shared/semver.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { House } from '../house.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { choosers, stopPath } from './choosers.ts'
import type { Reader } from './readers.ts'

/** The version that people were told of, or began with. */
const versionKey = 'product.version'
/** So many changes of a sort stand in a mail; all are on the page about the box. */
const most = 12

/** After an update mails what is new to those who want that, each version once. */
export async function tellProduct(house: House): Promise<void> {
  const { store, version } = house
  const last = await store.keep.get(versionKey)
  if (last === version || !isVersion(version)) return
  const isNewer = typeof last === 'string' && isVersion(last) && compareVersions(version, last) > 0
  const changes = isNewer ? changesBetween(await house.changelog(), last, version) : ''
  if (changes !== '') {
    const now = house.clock.now()
    for (const { reader } of await choosers(house, ({ newsletters }) => newsletters.product)) {
      if (await store.told.tell(reader.id, 'product', [version], now, productLetter(house, reader, changes))) {
        house.bus.emit('outbox.filled')
      }
    }
  }
  // Last, so that a process which ends in between goes on with those who were not told.
  await store.keep.set({ [versionKey]: version })
}

function productLetter(house: House, reader: Reader, changes: string): NewOutboxItem {
  const language = languageTo(house, reader)
  const { publicUrl } = house.config
  const versions = readChangelog(changes)
  return letterTo(house, reader, {
    kind: 'product',
    values: { version: house.version },
    lists: versions.flatMap(({ title, parts }) =>
      parts
        .filter(({ items }) => items.length > 0)
        .map(({ title: sort, items }) => ({
          title: `${title}: ${sort}`,
          items: items.slice(0, most).map((item) => ({ text: item.replaceAll('`', '') })),
          ...(items.length > most && { more: say(language, 'mail.digest.more', { n: items.length - most }) }),
        })),
    ),
    action: { label: say(language, 'mail.product.button'), url: `${publicUrl}/system` },
    notes: [...(language === 'en' ? [] : [say(language, 'mail.product.english')]), say(language, 'mail.product.why')],
    links: [{ label: say(language, 'mail.post.stop'), url: publicUrl + stopPath }],
  })
}
