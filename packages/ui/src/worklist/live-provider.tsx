/** Listens for news while the workbench is open, and has counts read anew when they change. */
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { type Live, LiveContext, openLive, useNewsReader } from './live.ts';

/** Milliseconds between two readings of the counts, and over which browsers spread theirs: a busy house tells of changes all the time. */
const [apart, spread] = [3_000, 500];

/** Calls `read` at once, and then no oftener than every few seconds. */
function paced(read: () => void, signal: AbortSignal): () => void {
  let last = -apart;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(waiting));
  return () => {
    waiting ??= setTimeout(
      () => {
        [waiting, last] = [undefined, performance.now()];
        read();
      },
      Math.max(last + apart - performance.now(), 0) + (last < 0 ? 0 : Math.random() * spread),
    );
  };
}

export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const read = useNewsReader();
  const queries = useQueryClient();
  const [live, setLive] = useState<Live>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once
  useEffect(() => {
    const ending = new AbortController();
    const opened = openLive({ read, signal: ending.signal });
    const stop = opened.subscribe(
      paced(() => void queries.invalidateQueries({ queryKey: ['work', 'counts'] }), ending.signal),
    );
    setLive(opened);
    return () => {
      stop();
      ending.abort();
    };
  }, []);
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}
