/** The numbers of access classes (`vis`): read once, made when a version is the first of its class. */
import { type AccessClass, outcomes } from '@charthouse/fhir-model';
import type pg from 'pg';
import { anyParameters } from '../encode/parameters.ts';
import type { Session } from '../transaction/session.ts';

export interface Classes {
  /** Each class's number, by `className`. */
  numbers(session: Session, classes: readonly AccessClass[]): Promise<ReadonlyMap<string, number>>;
}

export function className({ labels, facility, states }: AccessClass): string {
  return JSON.stringify([labels, facility ?? null, states]);
}

const known = `select c.vis, c.labels, c.facility, c.states from jsonb_to_recordset($1::jsonb) w(labels text[], facility text, states text[])
join access_class c on c.labels = w.labels and c.facility is not distinct from w.facility and c.states = w.states`;

/** In one order, so that transactions that make the same classes wait for each other instead of blocking. */
const make = `insert into access_class (labels, facility, states)
select w.labels, w.facility, w.states from jsonb_to_recordset($1::jsonb) w(labels text[], facility text, states text[])
order by w.labels, w.facility, w.states on conflict do nothing`;

interface ClassRow extends AccessClass {
  readonly vis: number;
  readonly facility: string;
}

/** Bytes of a class that its index can hold. */
const longest = 2_000;

function tooLong() {
  return outcomes.refused(
    `The security labels and the facility of a resource have more than ${longest.toLocaleString('en-US')} characters together, which is more than this server can go by. Use fewer or shorter ones.`,
    'meta.security',
  );
}

/** `maker`: connections beside the transactions. A class stays when what needed it does not, so nobody waits for another's commit. */
export function accessClasses(maker: pg.Pool): Classes {
  const numbers = new Map<string, number>([[className({ labels: [], states: [] }), 0]]);
  const find = async (session: Session, classes: readonly AccessClass[]) => {
    const parameters = anyParameters([JSON.stringify(classes)]);
    const { rows } = await session.run({ name: 'access classes', text: known, parameters });
    return new Map((rows as unknown as ClassRow[]).map((row) => [className(row), row.vis]));
  };
  return {
    async numbers(session, classes) {
      const missing = new Map<string, AccessClass>();
      for (const one of classes) {
        const name = className(one);
        if (!numbers.has(name)) missing.set(name, one);
      }
      if (missing.size === 0) return numbers;
      if ([...missing.keys()].some((name) => Buffer.byteLength(name) > longest)) throw tooLong();
      const wanted = [...missing.values()];
      const found = await find(session, wanted);
      if (found.size < missing.size) {
        await maker.query(make, [JSON.stringify(wanted)]);
        for (const [name, vis] of await find(session, wanted)) found.set(name, vis);
      }
      for (const [name, vis] of found) numbers.set(name, vis);
      return numbers;
    },
  };
}
