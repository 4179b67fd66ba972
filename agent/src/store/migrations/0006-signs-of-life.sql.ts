/** A sign of life once for each day and integration, as the daily run. */
export const signsOfLife = `
CREATE UNIQUE INDEX runs_alive ON runs (integration_id, local_date) WHERE trigger = 'weekly';
`
