/** The desks of this workbench with their screens: one line each. What they may do is named in `apps/server/src/desks.ts`. */
import { completionScreens } from '@charthouse/desks/completion/screens';
import { completionDesk } from '@charthouse/desks/completion/work';
import type { MountedDesk } from '@charthouse/ui';
import { houseDesks } from '@charthouse/worklist';

export const mounted: readonly MountedDesk[] = [
  ...houseDesks.map((desk) => ({ desk })),
  { desk: completionDesk, ...completionScreens },
];
