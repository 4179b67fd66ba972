import { clockSynchronised } from './clock-sync.ts'
import { refresh, refreshBudget } from './neighbours.ts'
import { defaultGateway, inSubnet, linkState, ownSubnets, resolvers } from './own.ts'
import { sweep } from './sweep.ts'
import { tools } from './tools.ts'

/** Our own machine and its place in the network, as one object to hand to the watch. */
export const surroundings = {
  linkState,
  ownSubnets,
  inSubnet,
  defaultGateway,
  resolvers,
  refreshNeighbours: refresh,
  refreshBudgetMs: refreshBudget,
  sweep,
  lacks: async () => (await tools()).lacks,
  clockSynchronised,
}
