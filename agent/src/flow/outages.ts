/** Outages that explain why an action of ours has to be tried again, the nearest to the cause first. */
export const outages: readonly string[] = ['agent_network', 'gateway_down', 'isp_down', 'captive_portal', 'dns_down']
