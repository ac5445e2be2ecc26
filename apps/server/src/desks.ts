/** The desks that are mounted here: one line each. Their screens are named in `apps/workbench/src/desks.ts`. */
import { houseDesks, kernelOf } from '@charthouse/worklist';

export const kernel = kernelOf([...houseDesks]);
