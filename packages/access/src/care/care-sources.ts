/** Which resources say that somebody has to do with a patient, for how long, and which no longer do. */
import type { JsonObject, JsonValue, Resource } from '@charthouse/fhir-model';
import { objects, patientId } from '../elements.ts';
import { periodOf } from '../instant.ts';

export interface CareSource {
  /** Element that says whether it still counts; absent: `status`. */
  readonly status?: string;
  /** Values of it with which it says nothing. */
  readonly ended: readonly string[];
  readonly patients: (resource: Resource) => readonly string[];
  readonly actors: (
    resource: Resource,
  ) => readonly { readonly reference: JsonValue | undefined; readonly during?: JsonValue | undefined }[];
  readonly period: (resource: Resource) => { readonly from?: number; readonly to?: number };
}

const mistaken = ['entered-in-error', 'cancelled'];
const of = (element: string) => (resource: Resource) =>
  objects(resource[element]).flatMap((one) => patientId(one) ?? []);
const plain =
  (...elements: readonly string[]) =>
  (resource: Resource) =>
    elements.flatMap((element) => objects(resource[element]).map((reference) => ({ reference })));
const always = () => ({});

export const careSources: Readonly<Record<string, CareSource>> = {
  Patient: {
    status: 'active',
    ended: ['false'],
    patients: ({ id }) => (id === undefined ? [] : [id]),
    actors: plain('generalPractitioner'),
    period: always,
  },
  Encounter: {
    ended: mistaken,
    patients: of('subject'),
    actors: (resource) =>
      objects(resource.participant).map(({ individual, period }) => ({ reference: individual, during: period })),
    period: (resource) => over(resource, 'period', ['finished']),
  },
  EpisodeOfCare: {
    ended: mistaken,
    patients: of('patient'),
    actors: plain('careManager', 'team'),
    period: (resource) => over(resource, 'period', ['finished']),
  },
  CareTeam: {
    ended: [...mistaken, 'inactive', 'suspended', 'proposed'],
    patients: of('subject'),
    actors: (resource) => [
      ...objects(resource.participant).map(({ member, period }) => ({ reference: member, during: period })),
      ...objects(resource.participant).map(({ onBehalfOf, period }) => ({ reference: onBehalfOf, during: period })),
    ],
    period: ({ period }) => periodOf(period),
  },
  Appointment: {
    ended: [...mistaken, 'noshow', 'proposed'],
    patients: (resource) => objects(resource.participant).flatMap(({ actor }) => patientId(actor) ?? []),
    actors: (resource) =>
      objects(resource.participant)
        .filter(({ status }) => status !== 'declined')
        .map(({ actor }) => ({ reference: actor })),
    period: ({ start, end }) => (start === undefined && end === undefined ? {} : periodOf({ start, end })),
  },
  ServiceRequest: {
    ended: [...mistaken, 'revoked', 'draft'],
    patients: of('subject'),
    actors: plain('performer', 'requester'),
    period: (resource) => dated(resource, ['occurrencePeriod', 'occurrenceDateTime', 'authoredOn']),
  },
  Task: {
    ended: [...mistaken, 'rejected', 'draft'],
    patients: of('for'),
    actors: plain('owner'),
    period: (resource) => {
      const { from } = dated(resource, ['executionPeriod', 'authoredOn']);
      const { to } = over(resource, 'executionPeriod', ['completed', 'failed']);
      return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    },
  },
};

/** By the first of the elements that is there; a point in time holds for its own day. */
function dated(resource: JsonObject, elements: readonly string[]): { readonly from?: number; readonly to?: number } {
  const found = elements.map((name) => resource[name]).find((value) => value !== undefined);
  return found === undefined ? {} : periodOf(found);
}

/** Its period; of what is done and has no end, until it was last changed. */
function over(
  resource: Resource,
  element: string,
  done: readonly string[],
): { readonly from?: number; readonly to?: number } {
  const period = periodOf(resource[element]);
  if (period.to !== undefined || !done.includes(String(resource.status))) return period;
  const { to } = periodOf(resource.lastModified ?? resource.meta?.lastUpdated);
  return to === undefined ? period : { ...period, to };
}
