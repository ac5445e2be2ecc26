export { deficiencyRules } from './deficiencies/index.ts';
export { chartOf } from './deficiency-case.ts';
export { deficiencyTypes } from './deficiency-types.ts';
export { delinquentCharts } from './delinquency.ts';
export { evaluate } from './evaluate.ts';
export type { Finding } from './finding.ts';
export { readChart } from './reading/read-chart.ts';
