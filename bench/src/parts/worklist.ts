/** Worklists of 100,000 tasks: what the server does for a page, in every order, and for the counts of a home. */
import type { Bench } from '../bench.ts';
import { addTasks, type TaskKind } from '../data/tasks.ts';
import { runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import type { Figure, Part } from '../part.ts';
import { withoutTexts } from '../processes/server.ts';

export const worklist: Part = {
  name: 'worklist',
  goals: [13],
  measures:
    'Pages of 50 rows of worklists of 100,000 tasks (invalid records; deficiencies of record completion), in every order, filtered, from deep within; how many there are, which the screen asks for by itself; those with a word; the counts of all lists; one after the other over HTTP',
  limit: 'none: absolute numbers',
  run,
};

const open = ['requested', 'requested', 'requested', 'in-progress', 'on-hold'];
const kinds: readonly TaskKind[] = [
  { list: 'quality/invalid-records', code: 'fix-stored-record', count: 100_000, states: open },
  {
    ...{ list: 'completion/deficiencies', code: 'deficiency', count: 100_000 },
    states: [...open, 'draft', 'ready', 'rejected'],
  },
];

const views = {
  first: '',
  'by-age': '&_sort=-authored-on',
  'by-priority': '&_sort=priority',
  late: '&due=lt{now}',
  unowned: '&owner:missing=true&_sort=authored-on',
  urgent: '&priority=urgent',
  deep: '&from=60000',
} as const;

/** What takes longer than a page. */
const longer = { word: '_count=50&text=Family77', total: '_count=0' } as const;

const lists = { records: 'quality/invalid-records', deficiencies: 'completion/deficiencies' } as const;
const extra = [
  ['declined', 'Task/$worklist?list=completion/declined&_count=50'],
  ['mine', 'Task/$worklist?list=mine/tasks&_count=50'],
  ['counts', 'Task/$worklist-counts'],
] as const;
const [asked, warm] = [60, 10];

async function run(bench: Bench): Promise<Figure[]> {
  const url = await bench.postgres.create();
  try {
    return await bench.withServer(
      url,
      async ({ address }) => {
        bench.say('  Adding tasks');
        await addTasks(url, address, kinds);
        bench.say('  Asking');
        await bench.postgres.settle();
        const figures: Figure[] = [];
        for (const [name, path] of pathsOf()) figures.push(...(await measured(name, path, address)));
        const others = ['counts', ...Object.keys(longer)];
        const pages = figures.filter(({ id }) => id.endsWith('.p95') && !others.includes(id.split('.').at(-2)!));
        const worst = (part: string) =>
          Math.max(...pages.filter(({ id }) => id.includes(part)).map(({ value }) => value));
        return [
          ...figures,
          { id: 'worklist.page.p95', what: 'A page of 100,000, p95, the slowest of all', unit: 'ms', value: worst('') },
          {
            ...{ id: 'worklist.deficiency-page.p95', what: 'A page of 100,000 deficiencies, p95, the slowest of all' },
            ...{ unit: 'ms', value: worst('deficiencies') },
          },
        ];
      },
      withoutTexts,
    );
  } finally {
    await bench.postgres.drop(url);
  }
}

function pathsOf(): (readonly [name: string, path: string])[] {
  const shown = Object.entries(views).map(([view, query]) => [view, `_count=50&_total=none${query}`] as const);
  const pages = Object.entries(lists).flatMap(([list, id]) =>
    [...shown, ...Object.entries(longer)].map(
      ([view, query]) => [`${list}.${view}`, `Task/$worklist?list=${id}&${query}`] as const,
    ),
  );
  return [...pages, ...extra];
}

async function measured(name: string, path: string, address: string): Promise<Figure[]> {
  const request = requestBytes({ method: 'GET', path: `/fhir/R4/${path}` });
  const times = (count: number) => {
    let left = count;
    return runLoad({ address, connections: 1, next: () => (left-- > 0 ? request : undefined) });
  };
  await times(warm);
  const { p50, p95 } = await times(asked);
  return [
    { id: `worklist.${name}.p50`, what: `${name}: median`, unit: 'ms', value: p50 },
    { id: `worklist.${name}.p95`, what: `${name}: p95`, unit: 'ms', value: p95 },
  ];
}
