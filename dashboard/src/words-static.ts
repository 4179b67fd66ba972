import type { Language } from '@sereno/shared/field.ts'
import caBackup from '@sereno/shared/locales/ca/backup.json' with { type: 'json' }
import caCare from '@sereno/shared/locales/ca/care.json' with { type: 'json' }
import caDevices from '@sereno/shared/locales/ca/devices.json' with { type: 'json' }
import caFollowUp from '@sereno/shared/locales/ca/follow_up.json' with { type: 'json' }
import caKiosk from '@sereno/shared/locales/ca/kiosk.json' with { type: 'json' }
import caLog from '@sereno/shared/locales/ca/log.json' with { type: 'json' }
import caReport from '@sereno/shared/locales/ca/report.json' with { type: 'json' }
import caShell from '@sereno/shared/locales/ca/shell.json' with { type: 'json' }
import caSystem from '@sereno/shared/locales/ca/system.json' with { type: 'json' }
import caUi from '@sereno/shared/locales/ca/ui.json' with { type: 'json' }
import caUsers from '@sereno/shared/locales/ca/users.json' with { type: 'json' }
import caWayIn from '@sereno/shared/locales/ca/way_in.json' with { type: 'json' }
import caWizard from '@sereno/shared/locales/ca/wizard.json' with { type: 'json' }
import enBackup from '@sereno/shared/locales/en/backup.json' with { type: 'json' }
import enCare from '@sereno/shared/locales/en/care.json' with { type: 'json' }
import enDevices from '@sereno/shared/locales/en/devices.json' with { type: 'json' }
import enFollowUp from '@sereno/shared/locales/en/follow_up.json' with { type: 'json' }
import enKiosk from '@sereno/shared/locales/en/kiosk.json' with { type: 'json' }
import enLog from '@sereno/shared/locales/en/log.json' with { type: 'json' }
import enReport from '@sereno/shared/locales/en/report.json' with { type: 'json' }
import enShell from '@sereno/shared/locales/en/shell.json' with { type: 'json' }
import enSystem from '@sereno/shared/locales/en/system.json' with { type: 'json' }
import enUi from '@sereno/shared/locales/en/ui.json' with { type: 'json' }
import enUsers from '@sereno/shared/locales/en/users.json' with { type: 'json' }
import enWayIn from '@sereno/shared/locales/en/way_in.json' with { type: 'json' }
import enWizard from '@sereno/shared/locales/en/wizard.json' with { type: 'json' }
import esBackup from '@sereno/shared/locales/es/backup.json' with { type: 'json' }
import esCare from '@sereno/shared/locales/es/care.json' with { type: 'json' }
import esDevices from '@sereno/shared/locales/es/devices.json' with { type: 'json' }
import esFollowUp from '@sereno/shared/locales/es/follow_up.json' with { type: 'json' }
import esKiosk from '@sereno/shared/locales/es/kiosk.json' with { type: 'json' }
import esLog from '@sereno/shared/locales/es/log.json' with { type: 'json' }
import esReport from '@sereno/shared/locales/es/report.json' with { type: 'json' }
import esShell from '@sereno/shared/locales/es/shell.json' with { type: 'json' }
import esSystem from '@sereno/shared/locales/es/system.json' with { type: 'json' }
import esUi from '@sereno/shared/locales/es/ui.json' with { type: 'json' }
import esUsers from '@sereno/shared/locales/es/users.json' with { type: 'json' }
import esWayIn from '@sereno/shared/locales/es/way_in.json' with { type: 'json' }
import esWizard from '@sereno/shared/locales/es/wizard.json' with { type: 'json' }
import { fillWord, type Values, type Word } from '@sereno/shared/locales/index.ts'
import ruBackup from '@sereno/shared/locales/ru/backup.json' with { type: 'json' }
import ruCare from '@sereno/shared/locales/ru/care.json' with { type: 'json' }
import ruDevices from '@sereno/shared/locales/ru/devices.json' with { type: 'json' }
import ruFollowUp from '@sereno/shared/locales/ru/follow_up.json' with { type: 'json' }
import ruKiosk from '@sereno/shared/locales/ru/kiosk.json' with { type: 'json' }
import ruLog from '@sereno/shared/locales/ru/log.json' with { type: 'json' }
import ruReport from '@sereno/shared/locales/ru/report.json' with { type: 'json' }
import ruShell from '@sereno/shared/locales/ru/shell.json' with { type: 'json' }
import ruSystem from '@sereno/shared/locales/ru/system.json' with { type: 'json' }
import ruUi from '@sereno/shared/locales/ru/ui.json' with { type: 'json' }
import ruUsers from '@sereno/shared/locales/ru/users.json' with { type: 'json' }
import ruWayIn from '@sereno/shared/locales/ru/way_in.json' with { type: 'json' }
import ruWizard from '@sereno/shared/locales/ru/wizard.json' with { type: 'json' }

/** Words that only some pages need; a page names the groups it loads beside `ui`. */
export type WordGroup =
  | 'backup'
  | 'care'
  | 'wizard'
  | 'devices'
  | 'kiosk'
  | 'report'
  | 'system'
  | 'shell'
  | 'log'
  | 'follow_up'
  | 'users'
  | 'way_in'

const en = {
  ...enUi,
  ...enFollowUp,
  ...enLog,
  ...enBackup,
  ...enCare,
  ...enWizard,
  ...enDevices,
  ...enKiosk,
  ...enReport,
  ...enSystem,
  ...enShell,
  ...enUsers,
  ...enWayIn,
}
export type UiKey = keyof typeof en

const catalogues = {
  en,
  es: {
    ...esUi,
    ...esFollowUp,
    ...esLog,
    ...esBackup,
    ...esCare,
    ...esWizard,
    ...esDevices,
    ...esKiosk,
    ...esReport,
    ...esSystem,
    ...esShell,
    ...esUsers,
    ...esWayIn,
  },
  ca: {
    ...caUi,
    ...caFollowUp,
    ...caLog,
    ...caBackup,
    ...caCare,
    ...caWizard,
    ...caDevices,
    ...caKiosk,
    ...caReport,
    ...caSystem,
    ...caShell,
    ...caUsers,
    ...caWayIn,
  },
  ru: {
    ...ruUi,
    ...ruFollowUp,
    ...ruLog,
    ...ruBackup,
    ...ruCare,
    ...ruWizard,
    ...ruDevices,
    ...ruKiosk,
    ...ruReport,
    ...ruSystem,
    ...ruShell,
    ...ruUsers,
    ...ruWayIn,
  },
} satisfies Record<Language, Record<UiKey, Word>>

/** A word for the pages that are built; in the browser `words.ts` holds the reader's language alone. */
export const sayUi = (language: Language, key: UiKey, values: Values = {}): string =>
  fillWord(language, catalogues[language][key], values)
