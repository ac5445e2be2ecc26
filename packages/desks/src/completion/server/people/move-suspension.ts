/** The acts of a suspension, each after another look at its grounds: nobody is suspended, or stays so, by mistake. */
import type { WriteCall } from '@charthouse/fhir-api';
import type { JsonObject } from '@charthouse/fhir-model';
import { zoneOf } from '@charthouse/rulebook';
import { effectiveFrom, remaining } from '../../rules/people/suspensions.ts';
import { nameOf, objects, referenceOf } from '../../rules/reading/elements.ts';
import { reasonOf } from '../../rules/tasks/task-of.ts';
import { searchEach } from '../ask.ts';
import { dischargedOf, disputedOf } from './charts-in-order.ts';
import { type Looking, readPersons } from './clinicians-work.ts';
import { type Actor, changed, noteOf, type Suspension } from './suspension-resource.ts';

export type Act = 'approve' | 'refuse' | 'enforce' | 'lift' | 'withdraw';

/** From which state each leads, and to which status of the task. */
export const acts = {
  approve: { from: ['proposed'], to: 'accepted' },
  refuse: { from: ['proposed'], to: 'rejected' },
  enforce: { from: ['approved'], to: 'in-progress' },
  lift: { from: ['effective'], to: 'completed' },
  withdraw: { from: ['proposed', 'approved'], to: 'cancelled' },
} as const satisfies Record<Act, { from: readonly string[]; to: string }>;

export interface Moving {
  readonly by: Actor;
  /** Why; needed to refuse, lift and withdraw. */
  readonly reason?: string;
  /** Milliseconds since 1970: from when an approved one takes effect. */
  readonly from?: number;
}

export function moveCall(
  suspension: Suspension,
  act: Act,
  moving: Moving & Pick<Looking, 'settings' | 'now'>,
): WriteCall {
  const { settings, now, by, reason } = moving;
  const { task } = suspension;
  const at = new Date(now).toISOString();
  const note = noteOf(reason === undefined ? act : `${act}: ${reason}`, { at, by });
  const zone = zoneOf(settings.facilities[0].zone);
  const from = new Date(moving.from ?? effectiveFrom(now, settings.suspension, zone)).toISOString();
  const [period] = objects(task.executionPeriod);
  const more: Readonly<Record<Act, JsonObject>> = {
    approve: { restriction: { period: { start: from } } },
    refuse: { statusReason: { text: reason ?? '' } },
    enforce: { executionPeriod: { start: at } },
    lift: {
      executionPeriod: { ...period, end: at },
      output: [{ type: { text: 'lifted' }, valueString: reason ?? '' }],
    },
    withdraw: {
      statusReason: moving.by.reference === undefined ? reasonOf('no-longer-applies', reason) : { text: reason ?? '' },
    },
  };
  return changed(task, { status: acts[act].to, note: [...objects(task.note), note], ...more[act] });
}

const rules: Actor = { name: 'rules' };

/** What follows from the record alone: completed, left, or the day has come. Undefined: it stays. */
export function followedBy(
  suspension: Suspension,
  { isGone, left, clear }: Standing,
  looking: Pick<Looking, 'settings' | 'now'>,
): WriteCall | undefined {
  const { state, from = dayOfEffect(suspension, looking) } = suspension;
  if (!isOpen(suspension)) return undefined;
  const end = state === 'effective' ? 'lift' : 'withdraw';
  const moving = { ...looking, by: rules };
  if (isGone) return moveCall(suspension, end, { ...moving, reason: 'Is not on the staff any more.' });
  if (left.length === 0)
    return moveCall(suspension, end, { ...moving, reason: 'Nothing of its grounds is left for them to complete.' });
  if (state === 'approved' && looking.now >= from && clear.length > 0) return moveCall(suspension, 'enforce', moving);
  return undefined;
}

/** Of one that was approved in the worklist, where no day is said. */
function dayOfEffect({ task }: Suspension, { settings }: Pick<Looking, 'settings'>): number {
  const approved = Date.parse(String(objects(task.meta)[0]?.lastUpdated));
  return effectiveFrom(approved, settings.suspension, zoneOf(settings.facilities[0].zone));
}

export const isOpen = ({ state }: Suspension) => state === 'proposed' || state === 'approved' || state === 'effective';

/** Where somebody stands now. */
export interface Standing {
  readonly isGone: boolean;
  /** Tasks of the grounds that are still theirs to do, in charts whose discharge stands. */
  readonly left: readonly string[];
  /** Of these, those in charts that do not contradict themselves: without one nobody becomes suspended. */
  readonly clear: readonly string[];
}

/** Of each practitioner of open suspensions, by the id of the suspension. @throws OutcomeError */
export async function standings(current: readonly Suspension[], looking: Looking): Promise<Map<string, Standing>> {
  const ids = current.flatMap(({ grounds }) => grounds.map((name) => name.slice('Task/'.length)));
  const [tasks, { gone }] = await Promise.all([
    searchEach(looking, 'Task', ['_id', ids]),
    readPersons(
      current.map(({ practitioner }) => practitioner.slice('Practitioner/'.length)),
      looking,
    ),
  ]);
  const stays = tasks.flatMap((task) => referenceOf(task.encounter) ?? []);
  const [disputed, discharged] = await Promise.all([disputedOf(stays, looking), dischargedOf(stays, looking)]);
  const known = tasks.map((task) => {
    const [owner, stay] = [referenceOf(task.owner), referenceOf(task.encounter) ?? ''];
    return { task: nameOf(task), stay, status: String(task.status), ...(owner !== undefined && { owner }) };
  });
  return new Map(
    current.map(({ task, practitioner, grounds }) => {
      const own = known.filter((one) => grounds.includes(one.task) && discharged.has(one.stay));
      const left = remaining(own, practitioner);
      const clear = left.filter(({ stay }) => !disputed.has(stay));
      const names = { left: left.map((one) => one.task), clear: clear.map((one) => one.task) };
      return [String(task.id), { isGone: gone.has(practitioner), ...names }];
    }),
  );
}
