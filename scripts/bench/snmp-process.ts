import { snmpAgent } from '../../agent/test/fakes/snmp-agent.ts'

// A printer with ten values, in a process of its own, so that its work is not counted as ours.
const objects = Object.fromEntries(
  Array.from({ length: 10 }, (_, index) => [`1.3.6.1.2.1.43.10.2.1.4.1.${index + 1}`, 1000 + index]),
)
const { port } = await snmpAgent({ objects })
console.log(`port ${port}`)
