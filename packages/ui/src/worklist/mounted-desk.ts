/** What a desk shows besides its lists: screens at addresses of their own, and its own view of its tasks. */
import type { NamedPermission } from '@charthouse/access';
import type { Desk } from '@charthouse/worklist';
import type { Task } from 'fhir/r4';
import { type ComponentType, createContext, useContext } from 'react';

export interface MountedDesk {
  readonly desk: Desk;
  readonly screens?: readonly DeskScreen[];
  /** By `Task.code`: what is shown beside the list in place of the plain task. */
  readonly things?: Readonly<Record<string, () => Promise<Loaded<ThingProps>>>>;
  /** What people find on their home before anything else. */
  readonly home?: readonly HomePart[];
}

export interface HomePart {
  readonly needs: NamedPermission;
  readonly load: () => Promise<Loaded<object>>;
}

/** At `/desks/<desk>/<path>`; fetched when it is first opened. */
export interface DeskScreen {
  readonly path: string;
  readonly title: { readonly en: string; readonly es: string };
  /** Who has it in the menu; absent: everyone. */
  readonly needs?: NamedPermission;
  readonly load: () => Promise<Loaded<object>>;
}

export interface ThingProps {
  readonly task: Task;
  /** Called with the task after every change, so that the list and the next row follow. */
  readonly onMoved: (task: Task) => void;
}

interface Loaded<Props> {
  readonly default: ComponentType<Props>;
}

export const MountedContext = createContext<readonly MountedDesk[]>([]);

export function useMounted(): readonly MountedDesk[] {
  return useContext(MountedContext);
}
