import { arping } from './arping.ts'
import { clockSynchronised } from './clock-sync.ts'
import { askForDhcp } from './dhcp.ts'
import { arpTable } from './neighbour-table.ts'
import { refresh, refreshBudget } from './neighbours.ts'
import { defaultGateway, inSubnet, isOwnAddress, linkState, ownAddresses, ownSubnetsLately, resolvers } from './own.ts'
import { underVoltage } from './power.ts'
import { resolve } from './resolve.ts'
import { sweep } from './sweep.ts'
import { tools } from './tools.ts'
import { traffic } from './traffic.ts'

/** Our own machine and its place in the network, as one object to hand to the watch. */
export const surroundings = {
  linkState,
  ownSubnets: ownSubnetsLately,
  ownAddresses,
  inSubnet,
  isOwnAddress,
  defaultGateway,
  resolvers,
  refreshNeighbours: refresh,
  refreshBudgetMs: refreshBudget,
  sweep,
  arpTable,
  arping: (address: string, signal?: AbortSignal) => arping(address, signal),
  resolve: async (host: string, timeoutMs: number, signal?: AbortSignal) => {
    const found = await resolve(host, timeoutMs, signal)
    return 'address' in found ? found.address : null
  },
  lacks: async () => (await tools()).lacks,
  clockSynchronised,
  underVoltage: () => underVoltage(),
  traffic: () => traffic(),
  askForDhcp: (signal: AbortSignal) => askForDhcp({ signal }),
}
