import type { Check, CheckPoint } from '@sereno/shared/rollout.ts'
import { t } from '../words.ts'

/** What no machine can see, and a person may confirm. */
const confirmable = ['addresses', 'local_network', 'test_slip', 'digest', 'help'] as const
export const isConfirmable = (check: Check): check is (typeof confirmable)[number] =>
  confirmable.some((one) => one === check)

/** What to do about a point: where the box only does not know, and nobody can confirm it, there is no more than to look. */
export const doText = ({ check, state }: Pick<CheckPoint, 'check' | 'state'>): string =>
  state === 'unknown' && !isConfirmable(check) ? t('rollout.look') : t(`rollout.do_${check}`)
