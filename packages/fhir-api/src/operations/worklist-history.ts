/** Who did what with a task: its versions, with the person of each from the access log. Names colleagues, not what they read. */
import { outcomes, parseJson, type Resource } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import { placementOf } from '@charthouse/worklist';
import type { Call, Result } from '../call.ts';
import { ofWritten } from '../logged/provenance.ts';
import type { ApiParts } from '../parts.ts';
import type { Operation } from './operation.ts';

const out = (name: string, type: string) => ({ name, use: 'out' as const, min: 0, max: '1', type });

export const worklistHistory: Operation = {
  definition: {
    id: 'worklist-history',
    code: 'worklist-history',
    title: 'Who did what with a task',
    description:
      'The versions of a task, newest first: when, who, and which state, owner and list it had from then on.',
    parameter: [
      {
        ...{ name: 'version', use: 'out', min: 0, max: '*', documentation: 'A version.' },
        part: [
          ...[out('number', 'integer'), out('at', 'instant'), out('who', 'string'), out('status', 'code')],
          ...[out('owner', 'string'), out('list', 'string'), out('why', 'string')],
        ],
      },
    ],
  },
  levels: ['instance'],
  types: ['Task'],
  affectsState: false,
  handle: (call, parts) => history(call, parts),
};

const most = 200;

async function history({ id = '' }: Call, { store }: ApiParts): Promise<Result> {
  const current = await store.read('Task', id);
  if (!current || current.op === 'delete') throw outcomes.notFound(`Task/${id} is not known.`);
  const [versions, writers] = await Promise.all([
    store.history({ type: 'Task', id, count: most }),
    store.search<{ ver: number; name: string; behalf: string | null }>(sql`
      select l.ver, w.name, w.behalf from access_log l join access_who w using (who)
      where l.tid = ${store.ids.typeId('Task')}::int2 and l.id = ${id} and ${ofWritten}`),
  ]);
  const who = new Map(writers.map(({ ver, name, behalf }) => [ver, behalf ?? name]));
  const parameter = versions
    .filter(({ body }) => body !== '')
    .map(({ version, lastUpdated, body }) => ({
      name: 'version',
      part: partsOf(parseJson(body).value as Resource, { version, lastUpdated, who: who.get(version) }),
    }));
  return { status: 200, body: JSON.stringify({ resourceType: 'Parameters', parameter }) };
}

interface Made {
  readonly version: number;
  readonly lastUpdated: number;
  readonly who: string | undefined;
}

function partsOf(task: Resource, { version, lastUpdated, who }: Made): object[] {
  const { display } = (task.owner ?? {}) as { display?: string };
  const { text } = (task.statusReason ?? {}) as { text?: string };
  const list = placementOf(task)?.code;
  return [
    { name: 'number', valueInteger: version },
    { name: 'at', valueInstant: new Date(lastUpdated).toISOString() },
    { name: 'status', valueCode: task.status },
    ...(who === undefined ? [] : [{ name: 'who', valueString: who }]),
    ...(display === undefined ? [] : [{ name: 'owner', valueString: display }]),
    ...(list === undefined ? [] : [{ name: 'list', valueString: String(list) }]),
    ...(text === undefined ? [] : [{ name: 'why', valueString: text }]),
  ];
}
