/** Listens for news while the workbench is open, and has counts read anew when they change. */
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { type Live, LiveContext, openLive, useNewsReader } from './live.ts';

export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const read = useNewsReader();
  const queries = useQueryClient();
  const [live, setLive] = useState<Live>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once
  useEffect(() => {
    const ending = new AbortController();
    const opened = openLive({ read, signal: ending.signal });
    const stop = opened.subscribe(() => void queries.invalidateQueries({ queryKey: ['work', 'counts'] }));
    setLive(opened);
    return () => {
      stop();
      ending.abort();
    };
  }, []);
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}
