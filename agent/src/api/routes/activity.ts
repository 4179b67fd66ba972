import { activityCsv } from '../../services/activity/activity-csv.ts'
import { ingestActivity } from '../../services/activity/ingest-activity.ts'
import { listActivity } from '../../services/activity/list-activity.ts'
import { summarizeActivity } from '../../services/activity/summarize-activity.ts'
import type { House } from '../../services/house.ts'
import type { Handlers } from '../handlers.ts'

/** The activity log. */
export const activityRoutes = (
  house: House,
): Handlers<'activity.list' | 'activity.ingest' | 'activity.summary' | 'activity.csv'> => ({
  'activity.list': ({ query, language }) => listActivity(house, query, language),
  'activity.ingest': ({ body }) => ingestActivity(house, body),
  'activity.summary': ({ query }) => summarizeActivity(house, query),
  'activity.csv': async ({ query, language, headers }) => {
    const parts = ReadableStream.from(activityCsv(house, query, language)).pipeThrough(new TextEncoderStream())
    const answer = new Headers(headers)
    answer.set('content-type', 'text/csv; charset=utf-8')
    answer.set('content-disposition', 'attachment; filename="activity.csv"')
    return new Response(parts, { headers: answer })
  },
})
