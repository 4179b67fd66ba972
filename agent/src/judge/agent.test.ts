import { describe, expect, test } from 'vitest'
import { type AgentFacts, judgeAgent } from './agent.ts'

const well: AgentFacts = {
  linkUp: true,
  hasAddress: true,
  localErrors: [],
  crashed: false,
  disk: 'ok',
  clockTrusted: true,
  underVoltage: null,
}
const errors = [
  { code: 'ENOBUFS', at: 1 },
  { code: 'ENOBUFS', at: 2 },
]

const table: [what: string, facts: Partial<AgentFacts>, found: object[]][] = [
  ['all is well', {}, []],
  [
    'its cable is out',
    { linkUp: false, hasAddress: false },
    [{ cause: 'agent_network', detail: { reason: 'no_link' } }],
  ],
  ['it has no address', { hasAddress: false }, [{ cause: 'agent_network', detail: { reason: 'no_address' } }]],
  [
    'its sockets fail',
    { localErrors: errors },
    [{ cause: 'agent_network', detail: { reason: 'local_errors', codes: 'ENOBUFS' } }],
  ],
  [
    'its sockets fail because the cable is out',
    { linkUp: false, localErrors: errors },
    [{ detail: { reason: 'no_link' } }],
  ],
  ['it crashed', { crashed: true }, [{ cause: 'agent_crashed' }]],
  ['its disk is full', { disk: 'full' }, [{ cause: 'disk_full' }]],
  ['its disk is read-only', { disk: 'readonly' }, [{ cause: 'disk_readonly' }]],
  ['its clock is not set', { clockTrusted: false }, [{ cause: 'clock_unset' }]],
  ['its supply is too weak', { underVoltage: 'now' }, [{ cause: 'under_voltage' }]],
  ['its supply was too weak', { underVoltage: 'since_start' }, [{ cause: 'under_voltage' }]],
  ['two things at once', { disk: 'full', clockTrusted: false }, [{ cause: 'disk_full' }, { cause: 'clock_unset' }]],
]

describe('the agent itself, when', () => {
  test.for(table)('%s', ([, facts, found]) => {
    const conditions = judgeAgent({ ...well, ...facts })
    expect(conditions).toMatchObject(found)
    expect(conditions).toHaveLength(found.length)
    for (const { rule, detail } of conditions)
      expect([rule, detail.readings]).toEqual([expect.stringMatching(/^K4\./u), expect.any(Array)])
  })
})
