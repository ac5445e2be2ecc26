/** Tells a process that runs when the search index was changed by another. */
import { createWakeUp } from '../connections/wake-up.ts';
import { indexChannel } from './reindex-job.ts';

/** How long a lost notification can keep a change unnoticed, in milliseconds. */
const longestSleep = 2_000;

export interface IndexWatch {
  close(): Promise<void>;
}

/** Calls `onTold` at once when a change is told, and every two seconds; its failures are left to the next call. */
export function watchIndex(connectionString: string, onTold: () => Promise<void>): IndexWatch {
  const wakeUp = createWakeUp(connectionString, indexChannel);
  let closed = false;
  const loop = async () => {
    while (!closed) {
      await wakeUp.wait(longestSleep);
      if (!closed) await onTold().catch(() => {});
    }
  };
  wakeUp.listen();
  const ended = loop();
  return {
    close: async () => {
      closed = true;
      await wakeUp.close();
      await ended;
    },
  };
}
