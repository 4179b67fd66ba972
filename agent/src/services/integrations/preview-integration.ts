import type { ErrorFollowUp, Preview } from '@sereno/shared/integration.ts'
import { kinds } from '@sereno/shared/kind.ts'
import type { House } from '../house.ts'

/** Whether the form as it stands would send a mail now; what is not filled in yet has its default. */
export const previewIntegration = (
  house: House,
  form: { [K in keyof ErrorFollowUp]?: ErrorFollowUp[K] | undefined },
): Promise<Preview> =>
  house.followUp.preview({
    active: form.active ?? true,
    kinds: form.kinds ?? [...kinds],
    minimumErrors: form.minimumErrors ?? 1,
    includeRecovered: form.includeRecovered ?? true,
    quietDays: form.quietDays ?? [],
  })
