export { type InHouse, nextDay } from './days/next-day.ts';
export { accounts } from './directory/accounts.ts';
export { completionSettings } from './directory/settings.ts';
export { demoTag } from './fhir.ts';
export { hospitalOf } from './hospital.ts';
export type { Manifest, PlantedCase, Size } from './manifest.ts';
export type { Options } from './plan/plan.ts';
