/** Every worklist, in the order of the menu. */
import type { Worklist } from '../worklist.ts';
import { brokenGlass } from './broken-glass.ts';
import { emergencyWriteUps } from './emergency-write-ups.ts';
import { myTasks } from './my-tasks.ts';

export const worklists: readonly Worklist[] = [myTasks, brokenGlass, emergencyWriteUps];
