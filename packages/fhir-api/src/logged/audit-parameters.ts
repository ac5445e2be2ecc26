/** The search parameters of AuditEvent on rows of the access log. https://hl7.org/fhir/R4/auditevent.html#search */
import { isResourceType } from '@charthouse/fhir-model/definitions';
import { raw, type Sql, sql } from '@charthouse/fhir-search';
import { accountSystem, roleSystem } from './audit-event.ts';
import { type AuditShape, auditShapes, type Coding } from './audit-shapes.ts';
import {
  aboutResource,
  anyOf,
  type Condition,
  matchesCoding,
  never,
  recorded,
  referenceOf,
  text,
  token,
  tokenOf,
} from './conditions.ts';

const entityType = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
const objectRole = 'http://terminology.hl7.org/CodeSystem/object-role';
const outcomeSystem = 'http://terminology.hl7.org/CodeSystem/audit-event-outcome';
const actionSystem = 'http://hl7.org/fhir/audit-event-action';

/** Rows that the shape stands for: those of its action that no shape before it takes. */
function rowsOf(shape: AuditShape): Sql {
  const at = auditShapes.indexOf(shape);
  const before = auditShapes.slice(0, at).filter(({ action }) => shape.action === undefined || action === shape.action);
  return before.length === 0 ? fits(shape) : sql`(${fits(shape)} and not ${anyOf(before.map(fits))})`;
}

const levels = {
  instance: raw('l.id is not null'),
  type: raw('(l.tid is not null and l.id is null)'),
  system: raw('(l.tid is null and l.id is null)'),
};

function fits({ action, level }: AuditShape): Sql {
  const named =
    action === undefined ? raw('true') : action === '$' ? raw(`l.action like '$%'`) : sql`l.action = ${action}`;
  return level === undefined ? sql`(${named})` : sql`(${named} and ${levels[level]})`;
}

const byShape = (has: (shape: AuditShape, value: string) => boolean): Condition =>
  token((value) => anyOf(auditShapes.filter((shape) => has(shape, value)).map(rowsOf)));

/** Codings that a row has or has not, each with its rows. */
const oneOf = (codings: readonly (readonly [Coding, Sql])[]): Condition =>
  token((value) => anyOf(codings.filter(([coding]) => matchesCoding(value, coding)).map(([, rows]) => rows)));

const account: Condition = (given) => {
  if (given.modifier !== undefined && given.modifier !== 'identifier' && !/^[A-Z]\w*$/.test(given.modifier))
    return undefined;
  return anyOf(
    given.values.map((value) => {
      if (given.modifier === 'identifier') {
        const { system, code } = tokenOf(value);
        return system === undefined || system === accountSystem
          ? sql`coalesce(${code} in (w.usr, w.fhir_user, w.behalf), false)`
          : never;
      }
      const name = referenceOf(value, given)?.join('/') ?? value;
      return sql`coalesce(${name} in (w.usr, w.fhir_user, w.behalf), false)`;
    }),
  );
};

/** What rows are found by beside what they say themselves. */
export interface LogKeys {
  readonly typeId: (type: string) => number;
  readonly patientKey: (id: string) => bigint;
}

const entity =
  ({ typeId, patientKey }: LogKeys): Condition =>
  (given) => {
    if (given.modifier !== undefined && !/^[A-Z]\w*$/.test(given.modifier)) return undefined;
    return anyOf(
      given.values.map((value) => {
        const key = referenceOf(value, given);
        if (!key || !isResourceType(key[0])) return never;
        if (key[0] !== 'Patient') return aboutResource(key, typeId);
        const pt = patientKey(key[1]);
        return sql`(${aboutResource(key, typeId)} or coalesce(l.pt = ${pt}, false)
          or exists (select from access_patient p where p.pt = ${pt} and p.at = l.at and p.n = l.n))`;
      }),
    );
  };

const actions = ['C', 'R', 'U', 'D', 'E'] as const;
const outcomes = [
  ['0', raw('l.status < 400')],
  ['4', raw('l.status between 400 and 499')],
  ['8', raw('l.status >= 500')],
] as const;
const hasPatient = raw('l.patients > 0');
const hasData = raw('(l.tid is not null and l.id is not null)');
const hasQuery = raw('q.n is not null');
const hasRequest = raw('l.request_id is not null');

/** By name. `patient` and `_id` are no conditions of a row: rows are found by them. */
export function auditParameters(keys: LogKeys): Readonly<Record<string, Condition>> {
  return {
    action: byShape((shape, value) =>
      actions.some((code) => shape.does === code && matchesCoding(value, { system: actionSystem, code })),
    ),
    address: text('w.address'),
    agent: account,
    'agent-name': text('w.name'),
    'agent-role': token((value) => {
      const { system, code } = tokenOf(value);
      return system === undefined || system === roleSystem ? sql`${code} = any(w.roles)` : never;
    }),
    altid: token((value) => sql`coalesce(${tokenOf(value).code} in (w.usr, w.fhir_user, w.behalf), false)`),
    date: recorded,
    entity: entity(keys),
    'entity-name': () => never,
    'entity-role': oneOf([
      [{ system: objectRole, code: '1' }, hasPatient],
      [{ system: objectRole, code: '4' }, hasData],
      [{ system: objectRole, code: '24' }, hasQuery],
    ]),
    'entity-type': oneOf([
      [{ system: entityType, code: '1' }, hasPatient],
      [{ system: entityType, code: '2' }, anyOf([hasData, hasQuery])],
      [{ system: 'https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType', code: 'XrequestId' }, hasRequest],
    ]),
    outcome: oneOf(outcomes.map(([code, rows]) => [{ system: outcomeSystem, code }, rows] as const)),
    policy: ({ modifier, values }) =>
      modifier === undefined
        ? sql`(coalesce(l.policy = any(${values}::text[]), false) or (l.policy is null and w.policies && ${values}::text[]))`
        : undefined,
    site: () => never,
    source: () => never,
    subtype: byShape(({ subtype }, value) => subtype.some((coding) => matchesCoding(value, coding))),
    type: byShape(({ type }, value) => matchesCoding(value, type)),
    _lastUpdated: recorded,
  };
}
