import { entryView } from '../../services/activity/entry-view.ts'
import { readTalk, readTalkMessage } from '../../services/conversations/tell-talk.ts'
import { deviceView } from '../../services/devices/device-view.ts'
import type { House } from '../../services/house.ts'
import { incidentView } from '../../services/incidents/incident-view.ts'
import { noticeView } from '../../services/notices/notice-view.ts'
import { deviceForStaff, incidentForStaff } from '../../services/overview/for-staff.ts'
import type { Handlers } from '../handlers.ts'
import { makeEvents } from '../stream.ts'

/** What happens, as it happens; each resource as its GET gives it. */
export function eventsRoutes(house: House): Handlers<'events.stream'> {
  const events = makeEvents(house, {
    async device(id, { language, isStaff }) {
      const setting = house.book.read().devices.find((device) => device.id === id)
      if (setting === undefined) return null
      const device = deviceView(house, setting, language)
      return isStaff ? deviceForStaff(device) : device
    },
    activity: async (record, { language }) => entryView(record, language),
    async incident(record, { language, isStaff }) {
      const incident = await incidentView(house, record, language)
      return isStaff ? incidentForStaff(incident) : incident
    },
    notice: async (record, { language }) => noticeView(record, language),
    discovery: async ({ language }) => house.discovery.state(language),
    talk: {
      read: (id) => readTalk(house, id),
      message: (id) => readTalkMessage(house, id),
      isVisitorHere: (id) => house.presence.visitors.has(id),
    },
  })
  return { 'events.stream': events }
}
