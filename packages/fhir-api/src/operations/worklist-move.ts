/** One move of many tasks: first shown what it would do, then done, a part at a time, so that nobody waits and it can be stopped. */
import { isObject, type JsonObject, outcomes, parseJson, type Resource } from '@charthouse/fhir-model';
import { type Sql, sql } from '@charthouse/fhir-search';
import type { Call, Result } from '../call.ts';
import type { Inside } from '../interactions/index.ts';
import type { ApiParts } from '../parts.ts';
import { askedList, kernelIn, meOf } from '../work/asked-list.ts';
import { type AskedMove, moved, moveOf, type NotMoved } from '../work/moved.ts';
import { type Named, writeEach } from '../work/write-each.ts';
import { inputOf, type Operation, parametersOf } from './operation.ts';

type Typed = readonly [name: string, type: string, max: string];

const input = ([name, type, max]: Typed, documentation: string) => ({
  ...{ name, use: 'in' as const, min: name === 'move' ? 1 : 0, max, type, documentation },
});
const out = ([name, type, max]: Typed, documentation: string) => ({
  ...{ name, use: 'out' as const, min: 0, max, type, documentation },
});

export const worklistMove: Operation = {
  definition: {
    id: 'worklist-move',
    code: 'worklist-move',
    title: 'Move tasks of a worklist',
    description:
      'Makes one move (claim, release, assign, route, pend, finish, …) of the tasks that are named, or of the next of all that a list shows. With preview nothing is changed.',
    parameter: [
      input(['move', 'code', '1'], 'Id of the move.'),
      input(
        ['task', 'string', '500'],
        'Id and version, `id/version`: of a task that has changed since nothing is done.',
      ),
      input(['list', 'string', '1'], 'In place of tasks: everything that a list shows.'),
      input(['query', 'string', '1'], 'With list: parameters that show less of it, as in its address.'),
      input(['after', 'string', '1'], 'With list: what the part before answered as next.'),
      input(['words', 'string', '1'], 'Why, or what came of it.'),
      input(['owner', 'Reference', '1'], 'Who gets it; absent: the caller.'),
      input(['to', 'string', '1'], 'Id of the list it goes to.'),
      input(['preview', 'boolean', '1'], 'Only says what would be done.'),
      out(['moved', 'integer', '1'], 'How many.'),
      out(['task', 'string', '*'], 'Id and version of each that was moved: for $worklist-undo.'),
      {
        ...{ name: 'left', use: 'out', min: 0, max: '*', documentation: 'Tasks that stay as they are.' },
        part: [
          out(['reason', 'code', '1'], 'no-move, not-allowed, changed, gone or refused.'),
          out(['count', 'integer', '1'], 'How many.'),
          out(['words', 'string', '1'], 'Why the first of them was refused.'),
        ],
      },
      out(['next', 'string', '1'], 'There are more: ask again with this as after.'),
    ],
  },
  levels: ['type'],
  types: ['Task'],
  affectsState: true,
  handle,
};

const atOnce = 200;

async function handle(call: Call, parts: ApiParts, inside: Inside): Promise<Result> {
  const asked = moveAsked(call, parts, inside);
  const isPreview = inputOf(call, 'preview') === 'true';
  const list = inputOf(call, 'list');
  const named = parametersOf(call.input, 'task').map(({ valueString }) => namedOf(String(valueString)));
  if ((list === undefined) === (named.length === 0))
    throw outcomes.badRequest('Name either tasks or a list.', 'Parameters.parameter');
  if (named.length > atOnce) throw outcomes.badRequest(`At most ${atOnce} tasks can be named at once.`);
  if (list !== undefined && isPreview) return previewOfList(call, asked, { parts, inside });
  const chosen = list === undefined ? { named, next: undefined } : await nextOf(call, { parts, inside });
  const result = await writeEach(chosen.named, { parts, inside, base: call.base, isPreview }, (task) => {
    const move = moveOf(task, asked.move, { kernel: kernelIn(parts), may: inside.may });
    return typeof move === 'string' ? move : moved(task, move, asked);
  });
  return answerOf(result, chosen.next);
}

function moveAsked(call: Call, { now }: ApiParts, { principal }: Inside): AskedMove {
  const move = inputOf(call, 'move');
  if (!move) throw outcomes.badRequest('Say which move: a parameter move.', 'Parameters.parameter');
  const [given] = parametersOf(call.input, 'owner');
  const [system, value] = meOf(principal).split('|');
  const me = { identifier: { system: system!, value: value! }, display: principal.name };
  return {
    ...{ move, words: inputOf(call, 'words')?.trim(), to: inputOf(call, 'to') },
    owner: isObject(given?.valueReference as JsonObject) ? (given?.valueReference as JsonObject) : me,
    at: new Date(now()).toISOString(),
  };
}

export function namedOf(text: string): Named {
  const [id = '', version] = text.split('/');
  return { id, ...(version !== undefined && { version: Number(version) }) };
}

interface Around {
  readonly parts: ApiParts;
  readonly inside: Inside;
}

function listCall(call: Call): Pick<Call, 'query'> {
  const more = [...new URLSearchParams(inputOf(call, 'query') ?? '')].filter(([name]) => name !== '_sort');
  return { query: [['list', inputOf(call, 'list') ?? ''], ...more] };
}

/** The next of a list, in the order of their keys: what was moved does not come again, wherever it went. */
async function nextOf(call: Call, { parts, inside }: Around): Promise<{ named: Named[]; next: string | undefined }> {
  const { where, seen } = await askedList(listCall(call), parts, inside);
  const after = inputOf(call, 'after') ?? '-9223372036854775808';
  if (!/^-?\d{1,19}$/.test(after)) throw outcomes.badRequest('`after` is what the part before answered as next.');
  const rows = await parts.store.search<{ id: string; tk: string }>(sql`
    select r.id, w.tk::text as tk from (select w.tk from work w where ${where} and w.tk > ${after}::int8 order by w.tk limit ${atOnce}::int4) w
    join res r on r.tk = w.tk where ${seen} order by w.tk`);
  return { named: rows.map(({ id }) => ({ id })), next: rows.length === atOnce ? rows.at(-1)?.tk : undefined };
}

/** By kind and state: what would be done depends on nothing else. */
async function previewOfList(call: Call, asked: AskedMove, { parts, inside }: Around): Promise<Result> {
  const { where } = await askedList(listCall(call), parts, inside);
  const groups = await parts.store.search<{ tk: string; count: number }>(grouped(where));
  const examples = await parts.store.search<{ tk: string; body: string }>(
    sql`select tk::text as tk, body from res where tk = any(${groups.map(({ tk }) => tk)}::int8[])`,
  );
  const tasks = new Map(examples.map(({ tk, body }) => [tk, parseJson(body).value as Resource]));
  const left = new Map<NotMoved, { count: number }>();
  let count = 0;
  for (const group of groups) {
    const task = tasks.get(group.tk);
    const move = task ? moveOf(task, asked.move, { kernel: kernelIn(parts), may: inside.may }) : 'gone';
    if (typeof move === 'string') left.set(move, { count: (left.get(move)?.count ?? 0) + group.count });
    else count += group.count;
  }
  return answerOf({ moved: [], count, left }, undefined);
}

const grouped = (where: Sql) =>
  sql`select min(w.tk)::text as tk, count(*)::int4 as count from work w where ${where} group by w.kind, w.status`;

export function answerOf(
  { moved: done, count, left }: Awaited<ReturnType<typeof writeEach>>,
  next: string | undefined,
): Result {
  const parameter = [
    { name: 'moved', valueInteger: count },
    ...done.map((name) => ({ name: 'task', valueString: name })),
    ...[...left].map(([reason, { count: many, words }]) => ({
      name: 'left',
      part: [
        { name: 'reason', valueCode: reason },
        { name: 'count', valueInteger: many },
        ...(words === undefined ? [] : [{ name: 'words', valueString: words }]),
      ],
    })),
    ...(next === undefined ? [] : [{ name: 'next', valueString: next }]),
  ];
  return { status: 200, body: JSON.stringify({ resourceType: 'Parameters', parameter }) };
}
