export type { DocumentSigner, PublicKey } from './document-signer.ts';
export { rulesPrincipal } from './operations/asked.ts';
export { completionOperations } from './operations/index.ts';
export { followPeople, followSuspensions } from './people/follow-people.ts';
export { settingsId, settingsNow, settingsProblems } from './settings-in-record.ts';
export { settleEncounters } from './settle.ts';
export { keysIn } from './signature-keys.ts';
export { touchedEncounters, watchedTypes } from './touched.ts';
export { stillWatched, watchedEncounters } from './watched.ts';
