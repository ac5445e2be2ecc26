/** Proposes a suspension, or moves one on: each act looks at the grounds anew, and says who and why. */
import { type Call, inputOf, type Operation } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import { daysAfter, zoneOf } from '@charthouse/rulebook';
import { groundsOf } from '../../rules/people/suspensions.ts';
import { base } from '../ask.ts';
import type { Looking } from '../people/clinicians-work.ts';
import { type Act, acts, isOpen, moveCall, standings } from '../people/move-suspension.ts';
import { dueNow } from '../people/send-notices.ts';
import { type Actor, proposalOf, storedSuspensions } from '../people/suspension-resource.ts';
import { settingsNow } from '../settings-in-record.ts';
import { answer, asRules, type Handler, type Inside, parameters } from './asked.ts';

export const suspend: Operation = {
  definition: {
    id: 'suspend',
    code: 'suspend',
    title: 'Propose, approve, refuse, enforce, lift or withdraw a suspension',
    description:
      'The records manager proposes, the chief of staff approves or refuses; it takes effect on its day and is lifted when its grounds are completed.',
    parameter: [
      ...parameters('in', [
        ['act', 'code', 'propose, approve, refuse, enforce, lift or withdraw.'],
        ['practitioner', 'string', 'Whom to propose: Practitioner/id.'],
        ['task', 'string', 'The suspension, for other acts: its id.'],
        ['reason', 'string', 'Why; needed to refuse, lift and withdraw.'],
        ['from', 'date', 'First day of effect, when it is approved; absent: as the settings say.'],
      ]),
      ...parameters('out', [['task', 'Reference', 'The suspension.']]),
    ],
  },
  levels: ['system'],
  affectsState: true,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

const needsReason: ReadonlySet<string> = new Set(['refuse', 'lift', 'withdraw']);

const handle: Handler = async (call, { now }, inside) => {
  const rules = asRules(inside);
  const looking = { ...rules, settings: await settingsNow(rules), now: now() };
  const act = inputOf(call, 'act') ?? '';
  const { name, fhirUser } = inside.principal;
  const by: Actor = { name, ...(fhirUser !== undefined && { reference: fhirUser }) };
  const id = act === 'propose' ? await propose(call, looking, { inside, by }) : await move(act as Act);
  return answer([{ name: 'task', valueReference: { reference: `Task/${id}` } }]);

  async function move(wanted: Act): Promise<string> {
    if (!Object.hasOwn(acts, wanted))
      throw outcomes.badRequest(`act is "${wanted}"; propose, ${Object.keys(acts).join(', ')} can be asked for.`);
    const reason = inputOf(call, 'reason')?.trim();
    if (needsReason.has(wanted) && !reason) throw outcomes.badRequest(`Say why to ${wanted}: the parameter reason.`);
    const one = (await storedSuspensions(rules)).find(({ task }) => task.id === inputOf(call, 'task'));
    if (!one) throw outcomes.notFound('There is no such suspension: the parameter task is the id of its Task.');
    if (!(acts[wanted].from as readonly string[]).includes(one.state))
      throw outcomes.unprocessable(`It is ${one.state}: to ${wanted}, it has to be ${acts[wanted].from.join(' or ')}.`);
    if (wanted === 'approve' || wanted === 'enforce') await recheck(one, wanted);
    const from = dayFrom(inputOf(call, 'from'), looking);
    const more = { by, ...(reason && { reason }), ...(from !== undefined && { from }) };
    await write(inside, moveCall(one, wanted, { ...looking, ...more }));
    return String(one.task.id);
  }

  async function recheck(one: Parameters<typeof moveCall>[0], wanted: Act): Promise<void> {
    const { isGone, left, clear } = (await standings([one], looking)).get(String(one.task.id))!;
    if (isGone || left.length === 0)
      throw outcomes.unprocessable(
        `Nothing is left of its grounds${isGone ? ', and the clinician is not on the staff any more' : ''}: withdraw it.`,
      );
    if (clear.length === 0)
      throw outcomes.unprocessable(
        'The charts of its grounds contradict themselves: a technician looks at them first (the list "Charts that contradict themselves").',
      );
    if (wanted === 'enforce' && one.from !== undefined && looking.now < one.from)
      throw outcomes.unprocessable(`It takes effect on ${new Date(one.from).toISOString()}, not before.`);
  }
};

interface Proposing {
  readonly inside: Inside;
  readonly by: Actor;
}

async function propose(call: Call, looking: Looking, { inside, by }: Proposing): Promise<string> {
  const who = inputOf(call, 'practitioner');
  const { works, sent, gone, names } = await dueNow(looking);
  const { settings, now } = looking;
  const { suspension, delinquentAfterDays } = settings;
  const zone = zoneOf(settings.facilities[0].zone);
  const found = groundsOf(works, sent, { suspension, delinquentAfterDays, zone, now, gone }).find(
    ({ practitioner }) => practitioner === who,
  );
  if (!found)
    throw outcomes.unprocessable(
      `There are no grounds to suspend ${who}: nothing of theirs is late enough by their own clock, in a delinquent record, after the notices that the settings ask for.`,
    );
  const theirs = (await storedSuspensions(looking)).filter((one) => one.practitioner === who);
  const already = (state: string) => outcomes.unprocessable(`A suspension of ${who} is ${state} already.`);
  const current = theirs.find(isOpen);
  if (current) throw already(current.state);
  const at = new Date(now).toISOString();
  const name = names.get(found.practitioner) ?? found.practitioner;
  const [written] = await write(inside, proposalOf(found, { at, by, name }, theirs.length));
  if (written?.status === 200) throw already('proposed');
  return String(written?.id);
}

type Write = Parameters<Inside['door']['writeAll']>[0]['calls'][number];

/** As the person: the record tells who did it, and the states of the task who may. */
const write = ({ door, principal }: Inside, call: Write) =>
  door.writeAll({ calls: [call], literals: [], base }, principal);

function dayFrom(day: string | undefined, { settings, now }: Looking): number | undefined {
  if (day === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\d$/.test(day))
    throw outcomes.badRequest(`from is "${day}"; a day such as 2026-11-27 is expected.`);
  const zone = zoneOf(settings.facilities[0].zone);
  if (day < zone.dayOf(now))
    throw outcomes.badRequest(
      `from is ${day}: a suspension does not begin in the past. Today, or from ${daysAfter(zone.dayOf(now), 1)} on.`,
    );
  return zone.startOf(day);
}
