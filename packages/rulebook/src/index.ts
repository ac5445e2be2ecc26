export { type Citation, cfr, house } from './citation.ts';
export { dueAt, dueInWords } from './due.ts';
export { type InForce, inForce, type Override } from './in-force.ts';
export { overrideProblems, problemsOf } from './problems-of.ts';
export type { Rule, RuleCase } from './rule.ts';
export { holds, type Setting } from './where.ts';
export { daysAfter, type Zone, zoneOf } from './zone.ts';
