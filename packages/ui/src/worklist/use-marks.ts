/** Which rows are marked: some by hand, or all that the list shows. */
import type { Task } from 'fhir/r4';
import { useCallback, useState } from 'react';
import type { Chosen } from './use-act.ts';
import type { WorkWindow } from './use-work-window.ts';

export interface Marks {
  readonly count: number;
  readonly isAll: boolean;
  readonly has: (task: Task) => boolean;
  readonly toggle: (index: number) => void;
  /** Marks the rows from one to another. */
  readonly extend: (from: number, to: number) => void;
  readonly all: () => void;
  readonly clear: () => void;
  /** Undefined: none are marked. */
  readonly chosen: (list: string, query: string) => Chosen | undefined;
}

interface Marked {
  readonly tasks: ReadonlyMap<string, Task>;
  readonly isAll: boolean;
}

const none: Marked = { tasks: new Map(), isAll: false };

export function useMarks({ total, row }: Pick<WorkWindow, 'total' | 'row'>): Marks {
  const [{ tasks, isAll }, setMarked] = useState(none);
  const clear = useCallback(() => setMarked(none), []);
  return {
    count: isAll ? total : tasks.size,
    isAll,
    has: ({ id = '' }) => isAll || tasks.has(id),
    toggle: (index) => {
      const task = row(index);
      if (!task) return;
      const next = new Map(isAll ? [] : tasks);
      if (!next.delete(task.id!)) next.set(task.id!, task);
      setMarked({ tasks: next, isAll: false });
    },
    extend: (from, to) => {
      const next = new Map(isAll ? [] : tasks);
      for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
        const task = row(index);
        if (task) next.set(task.id!, task);
      }
      setMarked({ tasks: next, isAll: false });
    },
    all: () => setMarked({ tasks: new Map(), isAll: true }),
    clear,
    chosen: (list, query) => {
      if (isAll) return { kind: 'list', list, query };
      if (tasks.size === 0) return undefined;
      return { kind: 'tasks', names: [...tasks.values()].map(nameOf) };
    },
  };
}

export function nameOf({ id, meta }: Task): string {
  return `${id}/${meta?.versionId}`;
}
