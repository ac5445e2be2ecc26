/** Idempotency keys: a POST repeated under the same key is carried out once. The answer is kept for a day, without bodies. */
import type { RecordTransaction } from '@charthouse/chart-store';
import { outcomes } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';
import type { WriteBatch, WriteResult } from './write-call.ts';

/**
 * Does `work` unless it was done under the key before; then the results of that time.
 * @throws OutcomeError 422 when the key was used for another request
 */
export async function once(
  batch: WriteBatch & { idempotencyKey: string },
  tx: RecordTransaction,
  { parts, work }: { parts: ApiParts; work: () => Promise<WriteResult[]> },
): Promise<WriteResult[]> {
  const key = parts.store.hash(`idempotency|${batch.idempotencyKey}`);
  const fingerprint = parts.sign(`idempotency|${JSON.stringify(batch.calls)}`);
  await tx.lockKeys([key]);
  await tx.query(sql`delete from request_key where at < now() - interval '1 day'`);
  const [kept] = await tx.query<{ fingerprint: string; answer: string }>(
    sql`select fingerprint, answer from request_key where key = ${key}`,
  );
  if (kept && kept.fingerprint !== fingerprint)
    throw outcomes.refused('This Idempotency-Key was used for another request within the last day. Use a new one.');
  if (kept) return Promise.all((JSON.parse(kept.answer) as WriteResult[]).map((result) => withBody(result, parts)));
  const results = await work();
  const answer = JSON.stringify(results.map(({ body: _, ...rest }) => rest));
  await tx.query(sql`insert into request_key (key, fingerprint, answer) values (${key}, ${fingerprint}, ${answer})`);
  return results;
}

async function withBody(result: WriteResult, { store }: ApiParts): Promise<WriteResult> {
  if (result.id === undefined || result.version === undefined || result.status === 204) return result;
  const row = await store.vread(result.type, result.id, result.version);
  return row ? { ...result, body: row.body } : result;
}
