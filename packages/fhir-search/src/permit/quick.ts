/**
 * Looks at one resource of a known type that say yes only where the whole permit does, and cost next to nothing: of the grants
 * the one that asks least, without lists of labels. Who is not seen by them may be seen by the whole permit.
 */
import { type AccessClass, isOfClass } from '@charthouse/fhir-model';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { column } from '../statement/candidate.ts';
import { anyDenial } from './denials.ts';
import { grantConditions } from './grant-condition.ts';
import type { PlannedGrant, PlannedPermit, PlannedReach } from './planned.ts';
import { nowMilliseconds } from './version.ts';

export interface Quick {
  /** Conditions on a row of `res`, each of which is enough with `sees`; the first is the cheapest. */
  readonly looks: readonly Sql[];
  /** The first condition as data, where it asks of care and denials only: many can be asked in one statement. */
  readonly care?: CareLook;
  /** Whether a row that meets one is seen, by its class. */
  readonly sees: (of: AccessClass) => boolean;
}

/** Passes where every row of the patient in `care`, of this time and with one of the keys, has an actor; without a row as `without` says. */
export interface CareLook {
  readonly denials: readonly bigint[];
  readonly actors: readonly bigint[];
  /** Milliseconds. */
  readonly lead: number;
  readonly grace: number;
  readonly without: boolean;
}

type Care = Extract<PlannedReach, { kind: 'care' }>;

interface At extends Pick<PlannedPermit, 'denied'> {
  readonly res: string;
  readonly type: string;
}

/** Undefined: there is no grant that can be asked so. */
export function quickLook({ grants, authors, denied }: PlannedPermit, res: string, type: string): Quick | undefined {
  const asked = ({ reach, patientsWithout }: PlannedGrant) => reach.length + patientsWithout.length;
  const [grant] = grants.filter((one) => isSimple(one, type)).sort((a, b) => asked(a) - asked(b));
  if (!grant) return undefined;
  const { reach, classes, consent } = grant;
  const others: PlannedGrant = {
    ...grant,
    ...{ classes: undefined, consent: undefined, reach: reach.filter(({ kind }) => kind !== 'care') },
  };
  const conditions = (own: PlannedGrant) => grantConditions(own, { row: res, own: res }, authors);
  const needs = consent?.needs ?? [];
  const care = careLook(grant, { type, denied });
  const rest = conditions(others);
  const first = [...lookup(care, res), ...rest];
  const second = consent && conditions({ ...grant, classes: undefined, consent: { ...consent, needs: [] } });
  return {
    looks: [first, ...(second ? [second] : [])].map((all) => (all.length ? joinSql(all, ' and ') : raw('true'))),
    ...(rest.length === 0 && { care }),
    sees: (of) => (!classes || isOfClass(classes, of)) && !of.labels.some((label) => needs.includes(label)),
  };
}

function isSimple({ types, clauses, reach }: PlannedGrant, type: string): boolean {
  const cares = reach.filter(({ kind }) => kind === 'care').length;
  const isOther = reach.some((one) => one.kind === 'authored' || (one.kind === 'care' && one.before));
  return (types?.includes(type) ?? true) && clauses.length === 0 && cares <= 1 && !isOther;
}

/** Care of the patient, and denials that could be meant, in one look-up. */
function careLook({ reach, consent }: PlannedGrant, { type, denied }: Omit<At, 'res'>): CareLook {
  const care = reach.find((one): one is Care => one.kind === 'care');
  const { actors, lead, grace } = care ?? { actors: [], lead: 0, grace: 0 };
  const denials = consent ? [anyDenial, denied(type), ...consent.actors.map(denied)] : [];
  return { denials, actors, lead, grace, without: !care };
}

function lookup({ denials, actors, lead, grace, without }: CareLook, res: string): Sql[] {
  if (without && denials.length === 0) return [];
  const now = nowMilliseconds;
  return [
    sql`coalesce((select bool_and(c.actor = any(${actors}::int8[])) from care c where c.pt = ${column(res, 'pt')} and c.actor = any(${[...denials, ...actors]}::int8[]) and c.lo - ${lead}::int8 <= ${now} and c.hi + ${grace}::int8 >= ${now}), ${raw(String(without))})`,
  ];
}
