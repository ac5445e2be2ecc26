/** The desks that are mounted here: one line each. Their screens are named in `apps/workbench/src/desks.ts`. */
import { completionOperations, settingsId, settingsProblems } from '@charthouse/desks/completion/server';
import { completionDesk } from '@charthouse/desks/completion/work';
import type { DeskSettings } from '@charthouse/fhir-api';
import { houseDesks, kernelOf } from '@charthouse/worklist';
import { documentSigner } from './completion/document-key.ts';
import type { Settings } from './settings/settings.ts';

export const kernel = kernelOf([...houseDesks, completionDesk]);

/** What can be asked of the desks. */
export const deskOperations = (settings: Settings) => [...completionOperations(documentSigner(settings))];

/** What of them is kept in the record is checked where it is written. */
export const deskSettings: readonly DeskSettings[] = [
  { id: settingsId, needs: 'completion.settings', problems: settingsProblems },
];
