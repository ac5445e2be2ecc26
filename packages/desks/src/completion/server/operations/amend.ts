/** Addendum, late entry, correction and retraction: different acts, each with author, time and reason; the original stays as it was. */
import { inputOf, type Operation, type WriteCall } from '@charthouse/fhir-api';
import { outcomes, type Resource } from '@charthouse/fhir-model';
import { referenceOf } from '../../rules/reading/elements.ts';
import { base, readOne } from '../ask.ts';
import { type Kind, refusalToAmend } from '../refusal-to-amend.ts';
import { settingsNow } from '../settings-in-record.ts';
import { answer, asCaller, asRules, type Handler, parameters } from './asked.ts';

interface Act {
  /** How the new document relates to the original; absent: there is no new one. */
  readonly relates?: 'appends' | 'replaces';
  /** Status of the original from then on. */
  readonly original?: 'superseded' | 'entered-in-error';
  /** https://terminology.hl7.org/CodeSystem-v3-DataOperation.html */
  readonly activity: 'APPEND' | 'UPDATE' | 'NULLIFY';
}

const acts: Readonly<Record<Kind, Act>> = {
  addendum: { relates: 'appends', activity: 'APPEND' },
  'late-entry': { relates: 'appends', activity: 'APPEND' },
  correction: { relates: 'replaces', original: 'superseded', activity: 'UPDATE' },
  retraction: { original: 'entered-in-error', activity: 'NULLIFY' },
};

const amendments = 'https://charthouse.dev/fhir/CodeSystem/amendment';

export const amend: Operation = {
  definition: {
    id: 'amend',
    code: 'amend',
    title: 'Amend a document',
    description:
      'Adds to a document, enters something late, corrects it or retracts it. The original stays readable; what is new is to be signed.',
    parameter: [
      ...parameters('in', [
        ['kind', 'code', 'addendum, late-entry, correction or retraction.'],
        ['reason', 'string', 'Why.'],
        ['text', 'string', 'What is written; not for a retraction.'],
        ['when', 'dateTime', 'What a late entry is about; needed for it.'],
      ]),
      ...parameters('out', [
        ['document', 'Reference', 'The new document, to be signed.'],
        ['act', 'Reference', 'The Provenance that tells who did it, when and why.'],
      ]),
    ],
  },
  levels: ['instance'],
  types: ['DocumentReference'],
  affectsState: true,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

const handle: Handler = async (call, { now, newId }, inside) => {
  const asked = askedOf(call, now());
  const { kind, reason } = asked;
  const act = acts[kind];
  const original = await readOne(asCaller(inside), 'DocumentReference', call.id as string);
  if (!original) throw outcomes.notFound(`DocumentReference/${call.id} is not known.`);
  const { fhirUser, name } = inside.principal;
  const who = fhirUser === undefined ? { display: name } : { reference: fhirUser, display: name };
  const settings = await settingsNow(asRules(inside));
  refuse(refusalToAmend(original, kind, { who: fhirUser, may: inside.may, settings }));
  const at = new Date(now()).toISOString();
  const document =
    act.relates && fhirUser !== undefined
      ? newDocument(original, { ...asked, who: fhirUser, name, at }, act.relates)
      : undefined;
  const fullUrl = `urn:uuid:${newId()}`;
  const targets = [`DocumentReference/${original.id}`, ...(document ? [fullUrl] : [])];
  const provenance = provenanceOf(original, targets, { who, at, kind, reason, activity: act.activity });
  const news = document ? [{ ...create(document), fullUrl }] : [];
  const calls = [...news, ...changesOf(original, act), create(provenance)];
  const written = await inside.door.writeAll({ calls, literals: [], base }, inside.principal);
  const idOf = (index: number) => `${written[index]?.type}/${written[index]?.id}`;
  return answer([
    ...(document ? [{ name: 'document', valueReference: { reference: idOf(0) } }] : []),
    { name: 'act', valueReference: { reference: idOf(written.length - 1) } },
  ]);
};

interface Asked {
  readonly kind: Kind;
  readonly reason: string;
  readonly text: string;
  readonly when: string | undefined;
}

/** @throws OutcomeError 400 */
function askedOf(call: Parameters<Handler>[0], now: number): Asked {
  const [kind, reason, text, when] = ['kind', 'reason', 'text', 'when'].map((name) => inputOf(call, name)?.trim());
  if (kind === undefined || !Object.hasOwn(acts, kind))
    throw outcomes.badRequest(`kind is "${kind}"; ${Object.keys(acts).join(', ')} can be asked for.`);
  if (!reason) throw outcomes.badRequest('Say why: the parameter reason.');
  if (acts[kind as Kind].relates && !text) throw outcomes.badRequest('Say what is written: the parameter text.');
  if (kind === 'late-entry' && !when)
    throw outcomes.badRequest('Say what time the late entry is about: the parameter when.');
  if (when !== undefined && !(Date.parse(when) <= now))
    throw outcomes.badRequest(`when is "${when}": a time that has been, such as 2026-11-22T14:30:00Z, is expected.`);
  return { kind: kind as Kind, reason, text: text ?? '', when };
}

/** @throws OutcomeError 403 or 422 */
function refuse(refusal: ReturnType<typeof refusalToAmend>): void {
  if (refusal) throw refusal.isForbidden ? outcomes.forbidden(refusal.why) : outcomes.unprocessable(refusal.why);
}

const create = (resource: Resource): WriteCall => ({
  ...{ kind: 'create', type: resource.resourceType, resource, place: '' },
});

/** The original keeps its text and says that it was replaced or retracted. */
function changesOf(original: Resource, { original: status }: Act): WriteCall[] {
  if (!status) return [];
  const { versionId } = (original.meta ?? {}) as { versionId?: string };
  const resource: Resource = { ...original, status };
  const id = String(original.id);
  return [{ kind: 'update', type: 'DocumentReference', id, ifMatch: `W/"${versionId}"`, resource, place: '' }];
}

interface Written extends Asked {
  readonly who: string;
  readonly name: string;
  readonly at: string;
}

function newDocument(
  original: Resource,
  { who, name, at, kind, text, when }: Written,
  relates: 'appends' | 'replaces',
): Resource {
  const { type, category, subject, context, description, securityLabel, custodian } = original;
  const period = { start: when ?? at };
  return {
    resourceType: 'DocumentReference',
    status: 'current',
    docStatus: 'preliminary',
    meta: { tag: [{ system: amendments, code: kind }] },
    ...(type !== undefined && { type }),
    ...(category !== undefined && { category }),
    ...(description !== undefined && { description }),
    ...(subject !== undefined && { subject }),
    ...(securityLabel !== undefined && { securityLabel }),
    ...(custodian !== undefined && { custodian }),
    date: at,
    author: [{ reference: who, display: name }],
    relatesTo: [{ code: relates, target: { reference: `DocumentReference/${original.id}` } }],
    content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(text).toString('base64'), creation: at } }],
    context: { ...(context as object), ...(relates === 'appends' && { period }) },
  };
}

interface Told {
  readonly who: { readonly reference?: string; readonly display: string };
  readonly at: string;
  readonly kind: string;
  readonly reason: string;
  readonly activity: string;
}

/** Its patient is a target, too, so that whoever sees the chart sees it. */
function provenanceOf(
  original: Resource,
  targets: readonly string[],
  { who, at, kind, reason, activity }: Told,
): Resource {
  const patient = referenceOf(original.subject);
  return {
    resourceType: 'Provenance',
    target: [...targets, ...(patient === undefined ? [] : [patient])].map((reference) => ({ reference })),
    recorded: at,
    activity: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: activity }],
      text: kind,
    },
    reason: [{ text: reason }],
    agent: [{ who }],
  };
}
