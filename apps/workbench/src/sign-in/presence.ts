/** When the server last answered this person, and whether it answers now: for the warning before an idle session ends, and for bad days. */
import { createContext, useContext, useSyncExternalStore } from 'react';

export interface Presence {
  /** Called with each answer, or that there was none. */
  readonly note: (isAnswered: boolean) => void;
  readonly isAway: () => boolean;
  /** Milliseconds since 1970. */
  readonly lastUse: () => number;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createPresence(): Presence {
  let away = false;
  let last = Date.now();
  const listeners = new Set<() => void>();
  return {
    isAway: () => away,
    lastUse: () => last,
    note: (isAnswered) => {
      if (isAnswered) last = Date.now();
      if (away !== isAnswered) return;
      away = !isAnswered;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const PresenceContext = createContext<Presence>(createPresence());

export const usePresence = () => useContext(PresenceContext);

export function useAway(): boolean {
  const { subscribe, isAway } = usePresence();
  return useSyncExternalStore(subscribe, isAway);
}
