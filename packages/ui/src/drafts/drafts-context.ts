/** The person's drafts, for screens. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Draft, Drafts, Kept } from './drafts.ts';

export const DraftsContext = createContext<Drafts | undefined>(undefined);

export function useDrafts(): Drafts {
  const drafts = useContext(DraftsContext);
  if (!drafts) throw new Error('DraftsContext is empty: screens stand below it');
  return drafts;
}

export function useAllDrafts(): readonly Draft[] {
  const { subscribe, all } = useDrafts();
  return useSyncExternalStore(subscribe, all);
}

export function useKept(): Kept {
  const { subscribe, state } = useDrafts();
  return useSyncExternalStore(subscribe, state);
}
