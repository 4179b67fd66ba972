import { api } from '@sereno/shared/api/index.ts'
import type { House } from '../../services/house.ts'
import { addIntegration } from '../../services/integrations/add-integration.ts'
import { changeIntegration } from '../../services/integrations/change-integration.ts'
import { getIntegration } from '../../services/integrations/get-integration.ts'
import { listCatalog } from '../../services/integrations/list-catalog.ts'
import { listIntegrations } from '../../services/integrations/list-integrations.ts'
import { listRuns } from '../../services/integrations/list-runs.ts'
import { previewIntegration } from '../../services/integrations/preview-integration.ts'
import { recipientStanding } from '../../services/integrations/recipient-standing.ts'
import { removeIntegration } from '../../services/integrations/remove-integration.ts'
import { runIntegration } from '../../services/integrations/run-integration.ts'
import { resendMail, shownMail } from '../../services/integrations/run-mail.ts'
import { runProgress } from '../../services/integrations/run-progress.ts'
import { Pace } from '../../services/pace.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'
import { mailPage } from '../mail-page.ts'
import { mayCall } from '../scope.ts'

type Names =
  | 'integrations.catalog'
  | 'integrations.list'
  | 'integrations.add'
  | 'integrations.get'
  | 'integrations.change'
  | 'integrations.remove'
  | 'integrations.preview'
  | 'integrations.recipients'
  | 'integrations.run'
  | 'integrations.runs'
  | 'integrations.progress'
  | 'integrations.mail'
  | 'integrations.resend'

/** What a venue has added, and Error Follow Up among it. */
export function integrationRoutes(house: House): Handlers<Names> {
  // To one address: five at once, and then one a minute.
  const resent = new Pace(house.clock, 5, 60_000)
  // A run asks every device and may mail everyone: ten at once of an integration, and then one in twenty seconds.
  const runs = new Pace(house.clock, 10, 20_000)
  return {
    'integrations.catalog': async ({ query, language }) => listCatalog(query.q, language),
    'integrations.list': ({ query }) => listIntegrations(house, query),
    'integrations.add': ({ body, caller, language }) => addIntegration(house, body, caller, language),
    'integrations.get': (call) => getIntegration(house, idOf(call)),
    'integrations.change': (call) => changeIntegration(house, idOf(call), call.body, call.caller),
    'integrations.remove': async (call) => void (await removeIntegration(house, idOf(call))),
    'integrations.preview': ({ body }) => previewIntegration(house, body),
    'integrations.recipients': ({ body }) => recipientStanding(house, body.emails),
    'integrations.run': (call) => runIntegration(house, runs, idOf(call), call),
    'integrations.runs': (call) =>
      listRuns(house, idOf(call), call.query, call.language, mayCall(call.caller, api['integrations.change'].access)),
    'integrations.progress': (call) => runProgress(house, idOf(call)),
    'integrations.mail': async (call) => mailPage(await shownMail(house, idOf(call), call.params.mailId ?? '')),
    'integrations.resend': (call) => resendMail(house, idOf(call), call.params.mailId ?? '', call.language, resent),
  }
}
