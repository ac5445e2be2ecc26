/** What one person has taken, or was given, of every list. */
import type { Worklist } from '../worklist.ts';

export const myTasks: Worklist = {
  id: 'mine/tasks',
  query: [
    ['owner:identifier', '{me}'],
    ['status', 'requested,accepted,ready,in-progress,on-hold'],
  ],
  sort: 'authored-on',
  columns: ['patient', 'what', 'due', 'status'],
};
