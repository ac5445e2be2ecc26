/** Values that searches ask for, at random from what the record holds. */
import { withClient } from '../../data/records.ts';
import { type Chance, seeded } from '../../data/seeded.ts';

export interface Samples {
  /** `Patient/id`. */
  patient(): string;
  readonly heaviest: string;
  /** LOINC code of some observation. */
  code(): string;
  /** SNOMED CT code of some condition. */
  condition(): string;
  family(): string;
  identifier(): string;
  quantity(): number;
}

/** Bodies looked at of each kind of value. */
const looked = 2_000;

export async function samplesOf(url: string): Promise<Samples> {
  const chance = seeded(5);
  return withClient(url, async (client) => {
    const from = async (type: string, pattern: RegExp) => {
      const { rows } = await client.query<{ body: string }>(some, [type, looked]);
      return picker(
        chance,
        rows.map(({ body }) => body),
        pattern,
      );
    };
    const { rows } = await client.query<{ key: string }>(heaviest);
    return {
      patient: await from('Patient', /"id":"([^"]+)"/),
      heaviest: rows[0]?.key ?? '',
      code: await from('Observation', /"code":\{"coding":\[\{"system":"http:\/\/loinc.org","code":"([^"]+)"/),
      condition: await from('Condition', /"code":\{"coding":\[\{"system":"[^"]+","code":"([^"]+)"/),
      family: await from('Patient', /"family":"([^"]+)"/),
      identifier: await from('Patient', /"identifier":\[\{[^}]*"value":"([^"]+)"/),
      quantity: () => chance.below(200),
    };
  });
}

/** Evenly spread over the type. */
const some = `with own as (select rid from res where tid = (select tid from resource_type where name = $1)),
  numbered as (select rid, row_number() over (order by rid) as n, count(*) over () as total from own)
  select r.body from numbered join res r using (rid) where n % greatest(1, total / $2) = 0 limit $2`;

const heaviest = `select p.id as key from (select pt from res where pt is not null group by pt order by count(*) desc limit 1) most
  join res p on p.tk = most.pt`;

function picker(chance: Chance, texts: readonly string[], pattern: RegExp): () => string {
  const values = texts.flatMap((text) => pattern.exec(text)?.[1] ?? []);
  return () => encodeURIComponent(chance.pick(values) ?? '');
}
