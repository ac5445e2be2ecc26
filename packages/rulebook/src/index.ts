export { type Citation, cfr, house } from './citation.ts';
export { type DueTerm, dueAt, dueInWords, type TimeOf } from './due.ts';
export { type InForce, inForce, type Override } from './in-force.ts';
export { overrideProblems, problemsOf } from './problems-of.ts';
export type { Effective, Rule, RuleCase } from './rule.ts';
export { holds, type Setting, type Where } from './where.ts';
export { daysAfter, type Zone, zoneOf } from './zone.ts';
