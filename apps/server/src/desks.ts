/** The desks that are mounted here: one line each. Their screens are named in `apps/workbench/src/desks.ts`. */
import { completionOperations } from '@charthouse/desks/completion/server';
import { completionDesk } from '@charthouse/desks/completion/work';
import { houseDesks, kernelOf } from '@charthouse/worklist';

export const kernel = kernelOf([...houseDesks, completionDesk]);

export const deskOperations = [...completionOperations];
