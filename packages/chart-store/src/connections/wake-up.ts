/** Sleep that ends early when something is told on a channel: LISTEN on a connection of its own, opened again when it is lost. */
import pg from 'pg';

export interface WakeUp {
  listen(): void;
  /** Sleeps at most so many milliseconds; not at all if a notification came since the last sleep. */
  wait(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** `channel`: a name of our own code. */
export function createWakeUp(connectionString: string, channel: string): WakeUp {
  let client: pg.Client | undefined;
  let closed = false;
  let woken = false;
  let wake = () => {};

  const notified = () => {
    woken = true;
    wake();
  };

  const listen = () => {
    if (closed) return;
    const fresh = new pg.Client({ connectionString, application_name: `charthouse ${channel}s`, keepAlive: true });
    client = fresh;
    fresh.on('error', () => {}); // 'end' follows
    fresh.on('notification', notified);
    fresh.once('end', () => setTimeout(listen, 1_000).unref());
    fresh
      .connect()
      .then(() => fresh.query(`listen ${channel}`))
      .then(notified) // what was added before
      .catch(() => fresh.end().catch(() => {}));
  };

  return {
    listen,
    wait: (milliseconds) =>
      new Promise((done) => {
        const timer = setTimeout(() => wake(), woken || closed ? 0 : milliseconds);
        wake = () => {
          clearTimeout(timer);
          woken = false;
          done();
        };
      }),
    close: async () => {
      closed = true;
      wake();
      await client?.end().catch(() => {});
    },
  };
}
