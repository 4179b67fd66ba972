import type { Language } from '@sereno/shared/field.ts'
import type enAccount from '@sereno/shared/locales/en/account.json'
import type enAudit from '@sereno/shared/locales/en/audit.json'
import type enBackup from '@sereno/shared/locales/en/backup.json'
import type enCare from '@sereno/shared/locales/en/care.json'
import type enChannels from '@sereno/shared/locales/en/channels.json'
import type enDevices from '@sereno/shared/locales/en/devices.json'
import type enFollowUp from '@sereno/shared/locales/en/follow_up.json'
import type enKiosk from '@sereno/shared/locales/en/kiosk.json'
import type enLog from '@sereno/shared/locales/en/log.json'
import type enNotify from '@sereno/shared/locales/en/notify.json'
import type enPasskey from '@sereno/shared/locales/en/passkey.json'
import type enPrivacy from '@sereno/shared/locales/en/privacy.json'
import type enPush from '@sereno/shared/locales/en/push.json'
import type enReferral from '@sereno/shared/locales/en/referral.json'
import type enReport from '@sereno/shared/locales/en/report.json'
import type enRollout from '@sereno/shared/locales/en/rollout.json'
import type enSecondStep from '@sereno/shared/locales/en/second_step.json'
import type enShell from '@sereno/shared/locales/en/shell.json'
import type enSubscription from '@sereno/shared/locales/en/subscription.json'
import type enSupport from '@sereno/shared/locales/en/support.json'
import type enSystem from '@sereno/shared/locales/en/system.json'
import type enTalk from '@sereno/shared/locales/en/talk.json'
import type enTokens from '@sereno/shared/locales/en/tokens.json'
import type enTrust from '@sereno/shared/locales/en/trust.json'
import type enUi from '@sereno/shared/locales/en/ui.json'
import type enUsers from '@sereno/shared/locales/en/users.json'
import type enWayIn from '@sereno/shared/locales/en/way_in.json'
import type enWebhooks from '@sereno/shared/locales/en/webhooks.json'
import type enWidget from '@sereno/shared/locales/en/widget.json'
import type enWizard from '@sereno/shared/locales/en/wizard.json'
import { fillWord, type Values, type Word } from '@sereno/shared/locales/index.ts'

/** Any word of the dashboard. */
export type UiKey =
  | keyof typeof enUi
  | keyof typeof enAccount
  | keyof typeof enAudit
  | keyof typeof enBackup
  | keyof typeof enCare
  | keyof typeof enChannels
  | keyof typeof enDevices
  | keyof typeof enFollowUp
  | keyof typeof enKiosk
  | keyof typeof enLog
  | keyof typeof enNotify
  | keyof typeof enPasskey
  | keyof typeof enPrivacy
  | keyof typeof enPush
  | keyof typeof enReferral
  | keyof typeof enReport
  | keyof typeof enRollout
  | keyof typeof enSecondStep
  | keyof typeof enShell
  | keyof typeof enSubscription
  | keyof typeof enSupport
  | keyof typeof enSystem
  | keyof typeof enTalk
  | keyof typeof enTokens
  | keyof typeof enTrust
  | keyof typeof enUsers
  | keyof typeof enWayIn
  | keyof typeof enWebhooks
  | keyof typeof enWidget
  | keyof typeof enWizard

const files = import.meta.glob<Record<string, Word>>('../../shared/src/locales/*/*.json', {
  import: 'default',
  eager: true,
})
const catalogues = new Map<string, Record<string, Word>>()
for (const [path, words] of Object.entries(files)) {
  const language = path.split('/').at(-2) ?? ''
  catalogues.set(language, { ...catalogues.get(language), ...words })
}

/** A word for the pages that are built; in the browser `words.ts` holds the reader's language alone. */
export const sayUi = (language: Language, key: UiKey, values: Values = {}): string =>
  fillWord(language, catalogues.get(language)?.[key] ?? '', values)
