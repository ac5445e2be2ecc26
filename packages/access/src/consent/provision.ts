/** One provision of a Consent, read. What cannot be read makes a denial hold for all, and a permission for nobody. */
import type { ConsentAction, ConsentData, ConsentRow, JsonObject } from '@charthouse/fhir-model';
import { codings, objects, referenceOf, text, tokenOf } from '../elements.ts';
import { periodOf } from '../instant.ts';
import { consentLabels } from './consent-labels.ts';

export type Effect = ConsentRow['effect'];

/** The conditions of a row. */
export type Conditions = Pick<
  ConsentRow,
  'actors' | 'actions' | 'purposes' | 'classes' | 'codes' | 'labels' | 'data' | 'from' | 'to' | 'dataFrom' | 'dataTo'
>;

const actionCodes: Readonly<Record<string, readonly ConsentAction[]>> = {
  access: ['access'],
  use: ['access'],
  collect: ['collect'],
  correct: ['access', 'correct'],
  disclose: ['disclose'],
};

const resourceTypes = 'http://hl7.org/fhir/resource-types';
const meanings: readonly string[] = ['instance', 'related', 'dependents', 'authoredby'];

/** Undefined: a permission with a condition that cannot be read, so that it permits nothing. */
export function conditionsOf(provision: JsonObject, effect: Effect): Conditions | undefined {
  const found: Record<string, readonly unknown[] | undefined> = {
    actors: readAll(objects(provision.actor), ({ reference }) => one(referenceOf(reference)), effect),
    actions: readAll(codings(provision.action), ({ code }) => actionCodes[text(code) ?? ''], effect),
    purposes: readAll(objects(provision.purpose), ({ code }) => one(text(code)), effect),
    classes: readAll(objects(provision.class), classOf, effect),
    codes: readAll(objects(provision.code), conceptOf, effect),
    labels: readAll(objects(provision.securityLabel), (coding) => consentLabels(coding, effect), effect),
    data: readAll(objects(provision.data), dataOf, effect),
  };
  const unreadable =
    provision.modifierExtension !== undefined || Object.values(found).some((list) => list?.length === 0);
  if (unreadable && effect !== 'deny') return undefined;
  const { from, to } = periodOf(provision.period);
  const { from: dataFrom, to: dataTo } = periodOf(provision.dataPeriod);
  return compact({ ...found, from, to, dataFrom, dataTo });
}

/** What the items of a list say. Absent: anything. Of a denial one unreadable item makes it anything, of others it says nothing. */
function readAll<Value>(
  items: readonly JsonObject[],
  read: (item: JsonObject) => readonly Value[] | undefined,
  effect: Effect,
): readonly Value[] | undefined {
  if (items.length === 0) return undefined;
  const values = items.map(read);
  if (effect === 'deny' && values.some((value) => value === undefined)) return undefined;
  return [...new Set(values.flatMap((value) => value ?? []))];
}

function one<Value>(value: Value | undefined): readonly Value[] | undefined {
  return value === undefined ? undefined : [value];
}

function classOf(coding: JsonObject): readonly string[] | undefined {
  const code = text(coding.code);
  return code === undefined ? undefined : [coding.system === resourceTypes ? code : tokenOf(coding)];
}

function conceptOf({ coding }: JsonObject): readonly string[] | undefined {
  const codes = objects(coding).filter(({ code }) => typeof code === 'string');
  return codes.length > 0 ? codes.map(tokenOf) : undefined;
}

function dataOf({ meaning, reference }: JsonObject): readonly ConsentData[] | undefined {
  const found = referenceOf(reference);
  if (found === undefined || typeof meaning !== 'string' || !meanings.includes(meaning)) return undefined;
  return [{ meaning: meaning as ConsentData['meaning'], reference: found }];
}

function compact(conditions: Readonly<Record<string, unknown>>): Conditions {
  return Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== undefined));
}
