/** Tells of work that has changed, in whatever process: LISTEN on a connection of its own, opened again when it is lost. */
import pg from 'pg';

/** Lists and owners whose tasks have changed; absent: any. No word of the record. */
export interface WorkNews {
  readonly lists?: readonly string[];
  /** `system|value`. */
  readonly owners?: readonly string[];
}

export interface WorkWatch {
  /** Answers how to stop. */
  subscribe(tell: (news: WorkNews) => void): () => void;
  close(): Promise<void>;
}

/** Milliseconds before a lost connection is opened again. */
const pause = 1_000;

export function watchWork(connectionString: string): WorkWatch {
  const listeners = new Set<(news: WorkNews) => void>();
  const tellAll = (news: WorkNews) => {
    for (const tell of listeners) tell(news);
  };
  let client: pg.Client | undefined;
  let closed = false;
  const listen = () => {
    if (closed) return;
    const fresh = new pg.Client({ connectionString, application_name: 'charthouse work', keepAlive: true });
    client = fresh;
    fresh.on('error', () => {}); // 'end' follows
    fresh.on('notification', ({ payload }) => tellAll(JSON.parse(payload || '{}') as WorkNews));
    fresh.once('end', () => setTimeout(listen, pause).unref());
    fresh
      .connect()
      .then(() => fresh.query('listen work'))
      .then(() => tellAll({})) // what happened in between
      .catch(() => fresh.end().catch(() => {}));
  };
  listen();
  return {
    subscribe: (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    close: async () => {
      closed = true;
      await client?.end().catch(() => {});
    },
  };
}
