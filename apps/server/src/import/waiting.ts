/** Documents that refer to what is not there yet, kept in the database until the rest has been read. */
import type { Within } from '@charthouse/chart-store';
import { eachReference, isObject, parseJson, parseLiteral } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import { type Refusal, refusalJson } from './refusal.ts';
import type { Item } from './sources/items.ts';

/** A document, and why it was not written the last time. */
export interface Waiting {
  readonly item: Item;
  readonly refusal: Refusal;
  /** `Type/id`; absent for bundles and for resources without id. */
  readonly gives?: string;
  readonly needs: readonly string[];
}

/** A document as it waits, without its text. */
export interface WaitingKey {
  readonly n: string;
  readonly gives: string | null;
  readonly needs: readonly string[];
}

export function waitingOf(item: Item, refusal: Refusal): Waiting {
  const { value } = parseJson(item.text);
  const needs = new Set<string>();
  if (!isObject(value)) return { item, refusal, needs: [] };
  eachReference(value, ({ reference }) => {
    const target = parseLiteral(reference);
    if (target) needs.add(`${target.type}/${target.id}`);
  });
  const gives =
    value.resourceType === 'Bundle' || value.id === undefined ? undefined : `${value.resourceType}/${value.id}`;
  return { item, refusal, needs: [...needs], ...(gives !== undefined && { gives }) };
}

export async function keepWaiting(query: Within, job: number, documents: readonly Waiting[]): Promise<void> {
  for (const { item, refusal, gives, needs } of documents)
    await query(sql`
      insert into import_waiting (job, file, line, refusal, gives, needs, body)
      values (${job}, ${item.file}, ${item.line}, ${JSON.stringify(refusalJson(refusal))}::jsonb, ${gives ?? null}, ${needs}, ${item.text})`);
}

export function waitingKeys(query: Within, job: number): Promise<WaitingKey[]> {
  return query<WaitingKey>(sql`select n, gives, needs from import_waiting where job = ${job} order by n`);
}

export async function waitingCount(query: Within, job: number): Promise<number> {
  const [row] = await query<{ n: number }>(sql`select count(*)::int as n from import_waiting where job = ${job}`);
  return row?.n ?? 0;
}

export function waitingDocuments(
  query: Within,
  numbers: readonly string[],
): Promise<{ n: string; file: string; line: number; refusal: Refusal; body: string }[]> {
  return query(sql`select n, file, line, refusal, body from import_waiting where n = any(${numbers}) order by n`);
}

export async function endWaiting(query: Within, numbers: readonly string[]): Promise<void> {
  if (numbers.length > 0) await query(sql`delete from import_waiting where n = any(${numbers})`);
}
