/** What a broken glass leaves in the record: a notice to the privacy officer and tasks of review. 45 CFR 164.312(a)(2)(ii), 42 CFR 2.51(c) */
import type { BrokenGlass, Obligation } from '@charthouse/access';
import type { JsonObject, Resource } from '@charthouse/fhir-model';
import type { Principal } from '../call.ts';
import { accountSystem, reasonSystem, roleSystem } from '../logged/audit-event.ts';

const taskSystem = 'https://charthouse.dev/fhir/CodeSystem/task';

/** The codes of the tasks, for worklists: `Task?code=review-break-the-glass&status=requested`. */
const reviews = {
  ofAccess: { system: taskSystem, code: 'review-break-the-glass', display: 'Review a broken glass' },
  ofPartTwo: {
    ...{ system: taskSystem, code: 'write-up-part-2-emergency' },
    display: 'Write up a disclosure in a medical emergency',
  },
};

/** Of the notice and the tasks. */
export const glassCodes = Object.values(reviews);

export interface GlassNotes {
  /** Of the notice and the review: that of the broken glass. */
  readonly id: string;
  /** Of the second task, where the record has what 42 CFR Part 2 protects. */
  readonly writeUpId?: string;
  readonly principal: Principal;
  readonly broken: BrokenGlass;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function glassResources({ id, writeUpId, principal, broken, now }: GlassNotes): Resource[] {
  const { breakGlass, obligations } = broken;
  const patient = { reference: `Patient/${breakGlass.patient}` };
  const purpose = { coding: [{ system: reasonSystem, code: breakGlass.purpose }] };
  const who = personOf(principal);
  const task = (review: Due, code: JsonObject, own: string) => ({
    ...{ resourceType: 'Task', id: own, status: 'requested', intent: 'order', priority: 'urgent' },
    ...{ code: { coding: [code] }, description: review.about, focus: { reference: `Communication/${id}` } },
    ...{ for: patient, authoredOn: iso(now), requester: who, performerType: review.roles.map(roleOf) },
    restriction: { period: { end: iso(now + review.within) } },
    input: [
      { type: { text: 'reason' }, valueString: breakGlass.reason },
      { type: { text: 'purpose' }, valueCodeableConcept: purpose },
      { type: { text: 'until' }, valueInstant: iso(breakGlass.until) },
    ],
  });
  const notices = obligations.filter((one) => one.kind === 'notify');
  const due = obligations.filter((one) => one.kind === 'review');
  return [
    ...notices.map(({ about, roles }) => ({
      ...{ resourceType: 'Communication', id, status: 'completed', priority: 'urgent' },
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/communication-category', code: 'alert' }] },
      ],
      ...{
        topic: { coding: [reviews.ofAccess] },
        subject: patient,
        sent: iso(now),
        sender: who,
        reasonCode: [purpose],
      },
      recipient: roles.map((role) => ({ type: 'PractitionerRole', display: role })),
      payload: [{ contentString: about }],
    })),
    ...due.map((review) => task(review, reviews.ofAccess, id)),
    ...(writeUpId === undefined
      ? []
      : due.slice(0, 1).map((review) => task({ ...review, about: writeUp }, reviews.ofPartTwo, writeUpId))),
  ];
}

type Due = Extract<Obligation, { readonly kind: 'review' }>;

const writeUp =
  'The record holds records of a program under 42 CFR Part 2. If they were disclosed, document at once to whom, by whom, when and for which emergency (42 CFR 2.51(c)).';

/** By the account: whether the person is a resource of the record, nobody has checked. */
function personOf({ user, name }: Principal): JsonObject {
  return { identifier: { system: accountSystem, value: user ?? '' }, display: name };
}

function roleOf(code: string): JsonObject {
  return { coding: [{ system: roleSystem, code }] };
}

const iso = (time: number) => new Date(time).toISOString();
