import { activityCsv } from '../../services/activity/activity-csv.ts'
import { activityJson } from '../../services/activity/activity-json.ts'
import { ingestActivity } from '../../services/activity/ingest-activity.ts'
import { listActivity } from '../../services/activity/list-activity.ts'
import { mailActivity } from '../../services/activity/mail-activity.ts'
import { relatedEntries } from '../../services/activity/related-entries.ts'
import { summarizeActivity } from '../../services/activity/summarize-activity.ts'
import type { House } from '../../services/house.ts'
import { Pace } from '../../services/pace.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

type Names =
  | 'activity.list'
  | 'activity.ingest'
  | 'activity.summary'
  | 'activity.csv'
  | 'activity.json'
  | 'activity.mail'
  | 'activity.related'

/** The activity log. */
export function activityRoutes(house: House): Handlers<Names> {
  const mails = new Pace(house.clock, 3, 60_000)
  return {
    'activity.list': ({ query, language }) => listActivity(house, query, language),
    'activity.ingest': ({ body }) => ingestActivity(house, body),
    'activity.summary': ({ query }) => summarizeActivity(house, query),
    'activity.csv': async ({ query, language, headers }) =>
      file(activityCsv(house, query, language), 'text/csv; charset=utf-8', 'activity.csv', headers),
    'activity.json': async ({ query, language, headers }) =>
      file(activityJson(house, query, language), 'application/json; charset=utf-8', 'activity.json', headers),
    'activity.mail': ({ body, caller, language }) => mailActivity(house, body, caller, language, mails),
    'activity.related': (call) => relatedEntries(house, idOf(call), call.language),
  }
}

function file(parts: AsyncIterable<string>, type: string, name: string, headers: Headers): Response {
  const answer = new Headers(headers)
  answer.set('content-type', type)
  answer.set('content-disposition', `attachment; filename="${name}"`)
  return new Response(ReadableStream.from(parts).pipeThrough(new TextEncoderStream()), { headers: answer })
}
