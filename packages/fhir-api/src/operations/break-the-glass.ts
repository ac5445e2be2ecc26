/** Opens one patient's record in an emergency, for a time. 45 CFR 164.312(a)(2)(ii) emergency access procedure; docs/access.md */
import type { BrokenGlass } from '@charthouse/access';
import type { ChartStore, RecordTransaction } from '@charthouse/chart-store';
import { OutcomeError, outcomes } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import type { Call, Principal, Result } from '../call.ts';
import type { Inside } from '../interactions/index.ts';
import type { ApiParts } from '../parts.ts';
import { requireFreshSignIn } from '../permits/fresh-sign-in.ts';
import { glassResources } from '../permits/glass-resources.ts';
import { inputOf, type Operation } from './operation.ts';

const input = (name: string, type: string, documentation: string) => ({
  ...{ name, use: 'in' as const, min: name === 'reason' ? 1 : 0, max: '1', type, documentation },
});
const output = (name: string, type: string, documentation: string) => ({
  ...{ name, use: 'out' as const, min: 1, max: '1', type, documentation },
});

export const breakTheGlass: Operation = {
  definition: {
    id: 'break-the-glass',
    code: 'break-the-glass',
    title: 'Break the glass',
    description:
      'Opens the record of one patient to a clinician in an emergency, for a time: without care relationship, labels and consents in the way, but for notes of psychotherapy and the own chart. The privacy officer is told at once, and reviews it. Needs a fresh sign-in.',
    parameter: [
      input('reason', 'string', 'Why this record is needed now, in a few words.'),
      input('purpose', 'code', 'v3 PurposeOfUse: ETREAT, BTG (default) or ERTREAT.'),
      input('minutes', 'positiveInt', 'How long; at most, and if absent, as long as the setting says.'),
      output('until', 'instant', 'When it ends by itself.'),
      output('banner', 'string', 'What the person has to be shown until then.'),
      output('notice', 'Reference', 'The Communication to the privacy officer.'),
      output('review', 'Reference', 'The Task of review.'),
    ],
  },
  levels: ['instance'],
  types: ['Patient'],
  affectsState: true,
  async handle(call, parts, inside) {
    const { principal, access } = inside;
    if (!parts.breakTheGlass)
      throw outcomes.conflict('Nobody signs in here, so nothing is closed: read what you need.');
    const broken = parts.breakTheGlass(principal, requestOf(call));
    if (!broken.allowed) {
      if (access) access.policy = broken.policy;
      throw outcomes.forbidden(broken.reason);
    }
    requireFreshSignIn(principal, parts);
    if (access) access.policy = 'break-the-glass';
    return open(broken, call, { parts, inside });
  },
};

function requestOf(call: Call) {
  const minutes = inputOf(call, 'minutes');
  return {
    patient: call.id as string,
    reason: inputOf(call, 'reason') ?? '',
    purpose: inputOf(call, 'purpose') ?? 'BTG',
    ...(minutes !== undefined && { openFor: Number(minutes) * 60_000 }),
  };
}

interface Around {
  readonly parts: ApiParts;
  readonly inside: Inside;
}

/** The glass, the notice and the tasks in one transaction: none without the others. */
async function open(broken: BrokenGlass, call: Call, { parts, inside }: Around): Promise<Result> {
  const { door, principal, access } = inside;
  const id = parts.newId();
  const now = parts.now();
  const isPartTwo = await holdsPartTwo(parts.store, broken.breakGlass.patient);
  const resources = glassResources({ id, ...(isPartTwo && { writeUpId: parts.newId() }), principal, broken, now });
  const calls = resources.map((resource) => ({
    ...{ kind: 'update' as const, type: resource.resourceType, id: resource.id as string, resource, place: '' },
  }));
  const batch = {
    ...{ calls, literals: [], base: call.base, ...(access && { access }) },
    alongside: (tx: RecordTransaction) => keep(tx, id, { broken, principal }),
  };
  // written by the server: that the notice exists does not depend on what the person may write
  await door.writeAll(batch, { kind: 'system', name: 'break the glass', onBehalfOf: principal.name }).catch((error) => {
    const isMissing = error instanceof OutcomeError && error.status === 422;
    throw isMissing ? outcomes.notFound(`Patient/${call.id} is not known.`) : error;
  });
  return resultOf(broken, id, call);
}

/** Whatever hides it from the person: the review has to know. */
async function holdsPartTwo(store: ChartStore, patient: string): Promise<boolean> {
  const rows = await store.search(sql`
    select 1 from ref f join res r on r.rid = f.rid and r.vis <> 0 join access_class k on k.vis = r.vis
    where f.tk = ${store.hash(`Patient/${patient}`)}::int8 and '42CFRPart2' = any(k.labels) limit 1`);
  return rows.length > 0;
}

/** Another record that the person had opened is closed by it. */
async function keep(
  tx: RecordTransaction,
  id: string,
  { broken: { breakGlass }, principal }: { readonly broken: BrokenGlass; readonly principal: Principal },
): Promise<void> {
  const { user, client = '' } = principal;
  const { patient, reason, purpose, until } = breakGlass;
  await tx.query(
    sql`update break_glass set ended = now() where account = ${user}::uuid and client = ${client} and ended is null`,
  );
  await tx.query(sql`
    insert into break_glass (id, account, client, patient, reason, purpose, until)
    values (${id}::uuid, ${user}::uuid, ${client}, ${patient}, ${reason}, ${purpose}, ${new Date(until).toISOString()}::timestamptz)`);
}

function resultOf({ breakGlass, obligations }: BrokenGlass, id: string, { base }: Call): Result {
  const banner = obligations.find((one) => one.kind === 'banner')?.about ?? '';
  const parameter = [
    { name: 'until', valueInstant: new Date(breakGlass.until).toISOString() },
    { name: 'banner', valueString: banner },
    { name: 'notice', valueReference: { reference: `${base}/Communication/${id}` } },
    { name: 'review', valueReference: { reference: `${base}/Task/${id}` } },
  ];
  return { status: 200, body: JSON.stringify({ resourceType: 'Parameters', parameter }), obligations };
}
