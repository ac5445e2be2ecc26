export { deficiencyRules } from './deficiencies/index.ts';
export { chartOf } from './deficiency-case.ts';
export { deficiencyTypes } from './deficiency-types.ts';
export { evaluate } from './evaluate.ts';
