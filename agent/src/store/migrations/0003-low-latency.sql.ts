/** The quickest tenth of the answers, for the lower edge of the latency band; what was kept before has none. */
export const lowLatency = `
ALTER TABLE minutes ADD COLUMN p10_us INTEGER;
ALTER TABLE hours ADD COLUMN p10_us INTEGER;
`
