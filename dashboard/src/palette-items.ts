import type { Device } from '@sereno/shared/device.ts'
import type { Integration } from '@sereno/shared/integration.ts'
import { type Answer, call } from './api.ts'
import { logOut } from './log-out.ts'
import { nav, type Section, sections } from './nav.ts'
import { openOverlay } from './overlay.svelte.ts'
import type { Findable } from './palette-match.ts'
import { chooseLanguage, density, languageCodes, languageNames, sound, theme } from './preferences.ts'
import { operators, session, technicians } from './session.svelte.ts'
import { currentLanguage, t } from './words.ts'

export interface PaletteItem extends Findable {
  group: 'page' | 'device' | 'action'
  /** A link, or something that is done; an action that takes a while says how it went. */
  href?: string
  act?: () => void
  work?: () => Promise<{ text: string; tone: 'ok' | 'error' }>
}

const said = <T>(answer: Answer<T>, words: (value: T) => string) =>
  answer.ok
    ? { text: words(answer.value), tone: 'ok' as const }
    : { text: answer.trouble.detail, tone: 'error' as const }

/** The pages of the menu, by what they are called there. */
export function pageItems(): PaletteItem[] {
  const inMenu = new Set(nav.map(({ path }) => path))
  const inSections = Object.values<Section>(sections).flatMap(({ word, pages }) =>
    pages.filter(({ path }) => !inMenu.has(path)).map((page) => ({ ...page, note: t(word) })),
  )
  return [...nav.map((page) => ({ ...page, note: '' })), ...inSections]
    .filter(({ roles }) => session.may(roles))
    .map(({ path, word, note }) => ({ id: path, group: 'page', text: t(word), note, href: path }))
}

export function actionItems(): PaletteItem[] {
  const action = (id: string, text: string, more: Partial<PaletteItem>): PaletteItem => ({
    id,
    group: 'action',
    text,
    ...more,
  })
  return [
    ...(session.may(technicians) ? [action('add', t('devices.add'), { href: '/devices#add' })] : []),
    action('kiosk', t('shell.staff_screen'), { href: '/kiosk' }),
    action('keys', t('shell.shortcuts'), { act: () => openOverlay('keys') }),
    action('help', t('nav.help'), { act: () => openOverlay('help') }),
    ...theme.options.map((id) =>
      action(`theme-${id}`, `${t('shell.theme')}: ${t(`shell.theme_${id}`)}`, {
        act: () => theme.choose(id),
        onlyWhenAsked: true,
      }),
    ),
    ...density.options.map((id) =>
      action(`density-${id}`, `${t('shell.density')}: ${t(`shell.density_${id}`)}`, {
        act: () => density.choose(id),
        onlyWhenAsked: true,
      }),
    ),
    ...sound.options.map((id) =>
      action(`sound-${id}`, `${t('shell.sound')}: ${t(`shell.sound_${id}`)}`, {
        act: () => sound.choose(id),
        onlyWhenAsked: true,
      }),
    ),
    ...languageCodes
      .filter((code) => code !== currentLanguage())
      .map((code) =>
        action(`language-${code}`, `${t('user.language')}: ${languageNames[code]}`, {
          act: () => chooseLanguage(code),
          onlyWhenAsked: true,
        }),
      ),
    action('log-out', t('shell.log_out'), { act: () => void logOut() }),
  ]
}

export function deviceItems(devices: readonly Device[]): PaletteItem[] {
  return devices.flatMap((device) => {
    const note = [device.place, device.address].filter(Boolean).join(' · ')
    const words = [device.mac, device.vendor, device.model, t(`type.${device.type}`)].filter(Boolean).join(' ')
    const { id, name } = device
    const open: PaletteItem = { id, group: 'device', text: name, note, words, href: `/devices/${id}` }
    if (!session.may(operators) || !device.inService) return [open]
    const check: PaletteItem = {
      id: `check-${id}`,
      group: 'action',
      text: `${t('device.check')}: ${name}`,
      note,
      onlyWhenAsked: true,
      work: async () =>
        said(await call('POST /api/v1/devices/:id/check', { params: { id }, timeoutMs: 60_000 }), ({ outcomes }) =>
          t('shell.checked', { name, answered: outcomes.filter(({ ok }) => ok).length, all: outcomes.length }),
        ),
    }
    return [open, check]
  })
}

export function followUpItems(integrations: readonly Integration[]): PaletteItem[] {
  if (!session.may(technicians)) return []
  return integrations.map(({ id, name }) => ({
    id: `run-${id}`,
    group: 'action',
    text: `${t('follow_up.run')}: ${name}`,
    work: async () =>
      said(await call('POST /api/v1/integrations/:id/run', { params: { id }, timeoutMs: 120_000 }), ({ reason }) =>
        t(`run_result.${reason}`),
      ),
  }))
}
