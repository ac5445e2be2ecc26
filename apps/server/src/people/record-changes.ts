/** Changes that the command line makes of accounts and clients, in the access log. */
import { randomInt } from 'node:crypto';
import { type AccessRow, openStore } from '@charthouse/chart-store';

/** Resolves when they are written; `notes` name accounts and clients by their ids. */
export async function recordChanges(databaseUrl: string, notes: readonly string[], by: string): Promise<void> {
  if (notes.length === 0) return;
  const store = await openStore({ connectionString: databaseUrl });
  try {
    for (const note of notes) await store.accessLog.record(rowOf(note, by), true);
  } finally {
    await store.close();
  }
}

function rowOf(note: string, by: string): AccessRow {
  const n = BigInt(randomInt(2 ** 47));
  const at = BigInt(Date.now()) * 1000n;
  const who = { kind: 'system', name: by } as const;
  return {
    at,
    n,
    request: n,
    who,
    kind: 'V',
    action: 'role-change',
    patients: [],
    resources: 0,
    status: 200,
    note,
    micros: 0,
  };
}
