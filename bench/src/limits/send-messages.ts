/** Messages that are ready, sent over a client's connection. */
import type pg from 'pg';

/** The messages end with one Sync; resolves when PostgreSQL is ready for the next. Rows of answers are dropped. */
export function sendMessages(client: pg.Client, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    client.query({
      submit: ({ stream }: pg.Connection) => void stream.write(bytes),
      handleRowDescription() {},
      handleDataRow() {},
      handlePortalSuspended() {},
      handleEmptyQuery() {},
      handleCommandComplete() {},
      handleCopyInResponse() {},
      handleError: (error: Error) => {
        failure = error;
        reject(error);
      },
      handleReadyForQuery: () => (failure ? undefined : resolve()),
    } as pg.Submittable);
  });
}
