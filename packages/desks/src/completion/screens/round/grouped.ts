/** Delinquent records by clinician or by service, the most first. */
import type { Told } from '../notices/told.ts';

export interface DelinquentRecord {
  readonly encounter: string;
  readonly discharged: string;
  readonly days: number;
  readonly service: string;
  readonly open: number;
  /** Names, each once. */
  readonly owners: readonly string[];
}

export type Grouping = 'clinician' | 'service';

interface Unnamed {
  readonly nobody: string;
  readonly noService: string;
}

export function recordsIn(rows: readonly Told[], { nobody, noService }: Unnamed): DelinquentRecord[] {
  return rows.map((row) => {
    const owners = row.named('owner');
    return {
      encounter: row.who('encounter').reference,
      discharged: row.text('discharged'),
      days: row.number('days'),
      service: row.text('service') || noService,
      open: row.references('deficiency').length,
      owners: owners.length > 0 ? owners : [nobody],
    };
  });
}

export function grouped(records: readonly DelinquentRecord[], by: Grouping) {
  const found = new Map<string, DelinquentRecord[]>();
  for (const record of records)
    for (const name of by === 'clinician' ? record.owners : [record.service])
      found.set(name, [...(found.get(name) ?? []), record]);
  return [...found]
    .map(([name, own]) => ({ name, records: own, oldest: Math.max(...own.map(({ days }) => days)) }))
    .sort((a, b) => b.records.length - a.records.length || b.oldest - a.oldest);
}
