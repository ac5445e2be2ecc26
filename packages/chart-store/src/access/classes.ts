/** The numbers of access classes (`vis`): read once, made when a version is the first of its class. */
import type { AccessClass } from '@charthouse/fhir-model';
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

export function accessClasses(): Classes {
  const numbers = new Map<string, number>([[className({ labels: [], states: [] }), 0]]);
  /** A class that is made may still be taken back with its transaction: only what is found is remembered. */
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
      const found = await find(session, [...missing.values()]);
      for (const [name, vis] of found) {
        numbers.set(name, vis);
        missing.delete(name);
      }
      if (missing.size === 0) return numbers;
      const parameters = anyParameters([JSON.stringify([...missing.values()])]);
      session.defer([{ name: 'make access classes', text: make, parameters }]);
      return new Map([...numbers, ...(await find(session, [...missing.values()]))]);
    },
  };
}
