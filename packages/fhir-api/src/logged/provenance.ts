/** The row of a written version as the Provenance of that version. https://hl7.org/fhir/R4/provenance.html */
import { isResourceType } from '@charthouse/fhir-model/definitions';
import { raw, sql } from '@charthouse/fhir-search';
import { policiesOf, reasonSystem, whoOf } from './audit-event.ts';
import type { LogKeys } from './audit-parameters.ts';
import {
  aboutResource,
  anyOf,
  type Condition,
  matchesCoding,
  never,
  recorded,
  referenceOf,
  token,
} from './conditions.ts';
import { type LogRow, logId, timeOf } from './log-row.ts';

const participant = { system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'author' };
const activities: Readonly<Record<string, string>> = {
  create: 'CREATE',
  update: 'UPDATE',
  patch: 'UPDATE',
  delete: 'DELETE',
};

/** Rows of versions that were written. Names the actions as the index does that finds them. */
export const ofWritten = raw(
  `l.action in ('create', 'update', 'patch', 'delete') and l.ver is not null and l.status < 400`,
);

export function provenance(row: LogRow): object {
  const { type, id, ver, action, usr, name, behalf, purpose } = row;
  const policy = policiesOf(row);
  return {
    resourceType: 'Provenance',
    id: logId(row),
    meta: { lastUpdated: timeOf(row) },
    target: [{ reference: `${type}/${id}/_history/${ver}` }],
    occurredDateTime: timeOf(row),
    recorded: timeOf(row),
    ...(policy.length > 0 && { policy }),
    ...(purpose !== null && { reason: [{ coding: [{ system: reasonSystem, code: purpose }] }] }),
    activity: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: activities[action] }],
    },
    agent: [
      {
        type: { coding: [{ ...participant, display: 'Author' }] },
        who: whoOf(row.fhir_user ?? usr, name),
        ...(behalf !== null && { onBehalfOf: whoOf(behalf, behalf) }),
      },
    ],
  };
}

export function provenanceParameters({ typeId }: LogKeys): Readonly<Record<string, Condition>> {
  const nothing: Condition = () => never;
  return {
    agent: ({ modifier, values, name }) =>
      modifier === undefined || /^[A-Z]\w*$/.test(modifier)
        ? anyOf(
            values.map((value) => {
              const account = referenceOf(value, { modifier, values, name })?.join('/') ?? value;
              return sql`coalesce(${account} in (w.usr, w.fhir_user, w.behalf), false)`;
            }),
          )
        : undefined,
    'agent-role': nothing,
    'agent-type': token((value) => raw(String(matchesCoding(value, participant)))),
    entity: nothing,
    location: nothing,
    'signature-type': nothing,
    target: (given) =>
      given.modifier === undefined || /^[A-Z]\w*$/.test(given.modifier)
        ? anyOf(
            given.values.map((value) => {
              const key = referenceOf(value, given);
              if (!key || !isResourceType(key[0])) return never;
              const version = /\/_history\/(\d{1,9})$/.exec(value)?.[1];
              const about = aboutResource(key, typeId);
              return version === undefined ? about : sql`(${about} and l.ver = ${version}::int4)`;
            }),
          )
        : undefined,
    recorded,
    when: recorded,
    _lastUpdated: recorded,
  };
}
