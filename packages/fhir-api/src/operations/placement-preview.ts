/** Which open tasks other rules would place where: a dry run, before rules are changed. */
import { outcomes, parseJson, type Resource } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import { placementOf, placeOf, rulesSent } from '@charthouse/worklist';
import type { Call, Result } from '../call.ts';
import type { Inside } from '../interactions/index.ts';
import type { ApiParts } from '../parts.ts';
import { kernelIn, visibleIn } from '../work/asked-list.ts';
import { inputOf, type Operation } from './operation.ts';

const out = (name: string, type: string, documentation: string) => ({
  ...{ name, use: 'out' as const, min: 0, max: '1', type, documentation },
});

export const placementPreview: Operation = {
  definition: {
    id: 'placement-preview',
    code: 'placement-preview',
    title: 'Where rules would place open tasks',
    description:
      'Changes nothing. Looks at the tasks that are open, the oldest first, as far as the caller may see them.',
    parameter: [
      {
        ...{ name: 'rules', use: 'in', min: 1, max: '1', type: 'string' },
        documentation: 'JSON: a list of rules, as GET /workbench/rules answers them.',
      },
      out('examined', 'integer', 'Tasks looked at.'),
      out('open', 'integer', 'Tasks that are open.'),
      {
        ...{ name: 'goes', use: 'out', min: 0, max: '*', documentation: 'Tasks that go the same way.' },
        part: [
          out('from', 'string', 'The list where they are.'),
          out('to', 'string', 'The list where the rules place them; the same: they stay.'),
          out('rule', 'string', 'Title of the rule; absent: their kind or nothing places them.'),
          out('count', 'integer', 'How many.'),
          out('task', 'string', 'Id of one of them; repeats.'),
        ],
      },
    ],
  },
  levels: ['type'],
  types: ['Task'],
  affectsState: false,
  handle: (call, parts, inside) => preview(call, parts, inside),
};

/** Tasks looked at, of one statement, and examples told of each way. */
const [most, atOnce, examples] = [20_000, 2_000, 5];

interface Way {
  readonly from: string;
  readonly to: string;
  readonly rule: string | undefined;
  count: number;
  readonly tasks: string[];
}

async function preview(call: Call, parts: ApiParts, { access }: Inside): Promise<Result> {
  const kernel = kernelIn(parts);
  const rules = rulesSent(jsonOf(inputOf(call, 'rules') ?? ''), kernel);
  if ('problems' in rules) throw outcomes.unprocessable(rules.problems.join(' '), 'Parameters.parameter');
  const ways = new Map<string, Way>();
  let examined = 0;
  for (let after: string | undefined = '-9223372036854775808'; after !== undefined && examined < most; ) {
    const rows: { id: string; tk: string; body: string }[] = await parts.store.search(sql`
      select r.id, w.tk::text as tk, r.body from work w join res r on r.tk = w.tk
      where is_open_work(w.status) and w.tk > ${after}::int8 and ${visibleIn(parts, 'r')} order by w.tk limit ${atOnce}::int4`);
    for (const { id, body } of rows) {
      const task = parseJson(body).value as Resource;
      const place = placeOf(task, kernel, { version: 0, rules });
      const from = String(placementOf(task)?.code ?? '');
      const key = `${from} ${place.list} ${place.rule?.id ?? ''}`;
      const way = ways.get(key) ?? { from, to: place.list, rule: place.rule?.title, count: 0, tasks: [] };
      way.count++;
      if (way.tasks.length < examples) {
        way.tasks.push(id);
        access?.about.push(body);
      }
      ways.set(key, way);
    }
    examined += rows.length;
    after = rows.length === atOnce ? rows.at(-1)?.tk : undefined;
  }
  const [row] = await parts.store.search<{ open: number }>(
    sql`select count(*)::int4 as open from work w where is_open_work(w.status) and ${visibleIn(parts, 'w')}`,
  );
  return answer([...ways.values()], { examined, open: row?.open ?? 0 });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw outcomes.badRequest('rules is no JSON.', 'Parameters.parameter');
  }
}

function answer(
  ways: readonly Way[],
  { examined, open }: { readonly examined: number; readonly open: number },
): Result {
  const goes = [...ways]
    .sort((a, b) => b.count - a.count)
    .map(({ from, to, rule, count, tasks }) => ({
      name: 'goes',
      part: [
        { name: 'from', valueString: from || 'none' },
        { name: 'to', valueString: to },
        ...(rule === undefined ? [] : [{ name: 'rule', valueString: rule }]),
        { name: 'count', valueInteger: count },
        ...tasks.map((id) => ({ name: 'task', valueString: id })),
      ],
    }));
  const parameter = [{ name: 'examined', valueInteger: examined }, { name: 'open', valueInteger: open }, ...goes];
  return { status: 200, body: JSON.stringify({ resourceType: 'Parameters', parameter }) };
}
