import type { Device } from '@sereno/shared/device.ts'
import { type Answer, call } from './api.ts'

/** Every device, page after page; a venue may have a thousand. */
export async function allDevices(from: string | null = null): Promise<Answer<Device[]>> {
  const answer = await call('GET /api/v1/devices', {
    query: { limit: 500, ...(from === null ? {} : { cursor: from }) },
  })
  if (!answer.ok) return answer
  const { items, nextCursor } = answer.value
  if (nextCursor === null) return { ok: true, value: items }
  const rest = await allDevices(nextCursor)
  return rest.ok ? { ok: true, value: [...items, ...rest.value] } : rest
}
