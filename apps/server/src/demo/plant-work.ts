/** Work that people of the demo hospital have begun: deficiencies that clinicians declined, and suspensions that are in effect. */

import { demoTag, type Manifest, type PlantedCase } from '@charthouse/demo-hospital';
import { rulesPrincipal, settingsNow, settleEncounters } from '@charthouse/desks/completion/server';
import { defaultSettings } from '@charthouse/desks/completion/settings';
import type { WriteCall } from '@charthouse/fhir-api';
import type { Resource } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import { upsert } from '../import/upsert.ts';
import type { Parts } from '../wire.ts';
import { type Writing, writeCalls } from './write-batches.ts';

interface Planting extends Pick<Writing, 'signal'> {
  readonly parts: Pick<Parts, 'door' | 'settings' | 'store'>;
}

/** Why clinicians decline, in their words. */
const reasons = [
  'Not my patient that day: the covering hospitalist saw her.',
  'I was asked for an opinion by telephone and did not see the patient.',
  'This was dictated under the other visit of the same day.',
] as const;
/** How many are declined. */
const declined = 9;

interface Work {
  readonly task: Resource;
  readonly of: PlantedCase;
}

/** The charts of the planted cases are looked at as the desk does it; then people act. */
export async function plantWork(
  { cases, toSuspend, suspended, size, day }: Manifest,
  planting: Planting,
): Promise<void> {
  const planted = cases.filter((one) => one.kind === 'deficiency' && one.encounter !== undefined);
  const asking = { door: planting.parts.door, principal: rulesPrincipal };
  const reading = { ...asking, settings: await settingsNow(asking), now: Date.now() };
  await settleEncounters(
    planted.map(({ encounter = '' }) => encounter.slice('Encounter/'.length)),
    reading,
  );
  const work = await openWork(planted, planting);
  const free = work.filter(({ of }) => !of.delinquent && !of.committee);
  const chosen = free.filter((_, n) => n % Math.ceil(free.length / declined) === 0);
  for (const [n, { task }] of (size === 'full' ? chosen : chosen.slice(0, 1)).entries())
    await decline(task, reasons[n % reasons.length]!, planting);
  for (const practitioner of [...toSuspend, ...suspended]) {
    const grounds = work.filter(({ of }) => of.clinician === practitioner && of.delinquent).map(({ task }) => task);
    if (grounds.length === 0) continue;
    await writeCalls(noticesOf(practitioner, grounds, day), planting);
    if (suspended.includes(practitioner)) await suspend(practitioner, grounds, { ...planting, day });
  }
}

/** Of each case that has one, and that somebody answers for. */
async function openWork(planted: readonly PlantedCase[], { parts }: Planting): Promise<Work[]> {
  const rows = await parts.store.search<{ body: string }>(sql`
    select r.body from work w join res r on r.tk = w.tk where w.kind = 'deficiency' and w.status in ('draft', 'requested')`);
  const tasks = rows.map(({ body }) => JSON.parse(body) as Resource & Filed);
  return planted.flatMap((of) => {
    const task = tasks.find(
      ({ encounter, owner, reasonCode }) =>
        encounter?.reference === of.encounter &&
        owner?.reference === of.clinician &&
        reasonCode?.coding?.[0]?.code === of.code,
    );
    return of.clinician !== undefined && task ? [{ task, of }] : [];
  });
}

interface Filed {
  readonly encounter?: { readonly reference?: string };
  readonly owner?: { readonly reference?: string };
  readonly reasonCode?: { readonly coding?: readonly { readonly code?: string }[] };
}

async function decline(task: Resource, reason: string, planting: Planting): Promise<void> {
  const given = { ...task, status: 'requested' };
  if (task.status === 'draft') await writeCalls([upsert(given, '')], planting);
  await writeCalls([upsert({ ...given, status: 'rejected', statusReason: { text: reason } }, '')], planting);
}

const system = (name: string, code: string) => ({
  coding: [{ system: `https://charthouse.dev/fhir/CodeSystem/${name}`, code }],
});
const meta = { tag: [demoTag] };

/** Days ago on which the three notices were sent. */
const sentAgo = [22, 15, 8] as const;

/** The notices that come before a suspension: packages/desks/src/completion/README.md */
function noticesOf(practitioner: string, grounds: readonly Resource[], day: string): WriteCall[] {
  return sentAgo.map((ago, n) => {
    const { title, channel } = defaultSettings.notices.levels[n]!;
    const resource: Resource = {
      ...{
        resourceType: 'Communication',
        id: `demo-notice-${n + 1}-${practitioner.split('/')[1]}`,
        status: 'completed',
        meta,
      },
      category: [system('communication', 'deficiency-notice')],
      medium: [system('notice-channel', channel)],
      topic: { ...system('notice-level', String(n + 1)), text: title },
      about: grounds.map(({ id }) => ({ reference: `Task/${id}` })),
      recipient: [{ reference: practitioner }],
      sent: daysBefore(day, ago),
      payload: [{ contentString: title }],
    };
    return upsert(resource, '');
  });
}

interface On extends Planting {
  readonly day: string;
}

/** As the operation `$suspend` leaves it after it was proposed, approved and came into effect. */
async function suspend(practitioner: string, grounds: readonly Resource[], { day, ...planting }: On): Promise<void> {
  const acts = ['proposed', 'approve', 'enforce'] as const;
  const note = acts.map((text, n) => ({ authorString: 'demo hospital', time: daysBefore(day, 7 - 2 * n), text }));
  const proposed: Resource = {
    ...{ resourceType: 'Task', id: `demo-suspension-${practitioner.split('/')[1]}`, meta },
    ...{ status: 'requested', intent: 'proposal', priority: 'urgent' },
    code: system('task', 'suspension'),
    description: 'Suspension for incomplete records',
    focus: { reference: practitioner },
    authoredOn: daysBefore(day, 7),
    input: grounds.map(({ id }) => ({
      type: system('work-item-input', 'ground'),
      valueReference: { reference: `Task/${id}` },
    })),
    note: note.slice(0, 1),
  };
  const restriction = { period: { start: daysBefore(day, 3) } };
  const approved = { ...proposed, status: 'accepted', restriction, note: note.slice(0, 2) };
  const effective = { ...approved, status: 'in-progress', executionPeriod: { start: daysBefore(day, 3) }, note };
  for (const state of [proposed, approved, effective]) await writeCalls([upsert(state, '')], planting);
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T15:00:00Z`) - days * 86_400_000).toISOString();
}
