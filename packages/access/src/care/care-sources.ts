/** Which resources say that somebody has to do with a patient, for how long, and which no longer do. */
import { isObject, type JsonObject, type JsonValue, type Resource } from '@charthouse/fhir-model';
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
    ended: [...mistaken, 'planned-in-error'],
    patients: of('subject'),
    actors: (resource) =>
      objects(resource.participant).map(({ individual, period }) => ({ reference: individual, during: period })),
    period: ({ period }) => periodOf(period),
  },
  EpisodeOfCare: {
    ended: mistaken,
    patients: of('patient'),
    actors: plain('careManager', 'team'),
    period: ({ period }) => periodOf(period),
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
      const done = ['completed', 'failed'].includes(String(resource.status));
      return { ...(from !== undefined && { from }), ...(done && ending(resource)) };
    },
  },
};

/** By the first of the elements that is there; a point in time holds for its own day. */
function dated(resource: JsonObject, elements: readonly string[]): { readonly from?: number; readonly to?: number } {
  const found = elements.map((name) => resource[name]).find((value) => value !== undefined);
  return found === undefined ? {} : periodOf(found);
}

/** When a task that is done ended: at the end of its execution, or when it was last changed. */
function ending({ executionPeriod, lastModified, meta }: Resource): { readonly to?: number } {
  const end = isObject(executionPeriod) ? executionPeriod.end : undefined;
  const { to } = periodOf(end ?? lastModified ?? meta?.lastUpdated);
  return to === undefined ? {} : { to };
}
