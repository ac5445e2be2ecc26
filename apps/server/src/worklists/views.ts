/** `/workbench/views`: saved views of worklists, a person's own and those that others shared. */
import { randomUUID } from 'node:crypto';
import type { ChartStore } from '@charthouse/chart-store';
import type { DecidingParts, Principal } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import type { Kernel } from '@charthouse/worklist';
import type { WorkbenchCall } from '../serve/workbench-call.ts';

export interface ViewParts {
  readonly store: Pick<ChartStore, 'transaction' | 'search'>;
  readonly kernel: Kernel;
  readonly may?: DecidingParts['may'];
}

const ownerOf = (person: Principal | undefined) => person?.user ?? 'anonymous';
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

export function viewCalls(parts: ViewParts): readonly WorkbenchCall[] {
  const { store } = parts;
  return [
    {
      method: 'GET',
      url: '/views',
      handle: async ({ query }, person) => {
        const list = requireList((query as { list?: string }).list, person, parts);
        const views = await store.search(sql`
          select id::text as id, list, name, by_name as "by", shared, query, owner = ${ownerOf(person)} as own
          from worklist_view where list = ${list} and (shared or owner = ${ownerOf(person)}) order by lower(name), id`);
        return { views };
      },
    },
    { method: 'POST', url: '/views', handle: ({ body }, person) => keep(randomUUID(), body, { parts, person }) },
    {
      method: 'PUT',
      url: '/views/:id',
      handle: ({ params, body }, person) => keep(idOf(params), body, { parts, person }),
    },
    {
      method: 'DELETE',
      url: '/views/:id',
      handle: async ({ params }, person) => {
        const gone = await store.transaction((tx) =>
          tx.query(
            sql`delete from worklist_view where id = ${idOf(params)}::uuid and owner = ${ownerOf(person)} returning id`,
          ),
        );
        if (gone.length === 0) throw notYours();
        return undefined;
      },
    },
  ];
}

interface Around {
  readonly parts: ViewParts;
  readonly person: Principal | undefined;
}

async function keep(id: string, body: unknown, { parts, person }: Around): Promise<object> {
  const { list: asked, name, query = '', shared = false } = (body ?? {}) as Record<string, unknown>;
  const list = requireList(asked, person, parts);
  if (typeof name !== 'string' || !name.trim() || name.length > 100)
    throw outcomes.badRequest('A view needs a name of at most 100 characters.');
  if (typeof query !== 'string' || query.length > 2_000 || typeof shared !== 'boolean')
    throw outcomes.badRequest('query is the part of the address behind ?, shared is true or false.');
  const made = await parts.store.transaction((tx) =>
    tx.query(sql`
      insert into worklist_view (id, list, name, owner, by_name, shared, query)
      values (${id}::uuid, ${list}, ${name.trim()}, ${ownerOf(person)}, ${person?.name ?? 'anonymous'}, ${shared}, ${query})
      on conflict (id) do update set name = excluded.name, shared = excluded.shared, query = excluded.query, changed = now()
      where worklist_view.owner = excluded.owner returning id`),
  );
  if (made.length === 0) throw notYours();
  return { id, list, name: name.trim(), query, shared, own: true };
}

/** @throws OutcomeError 403, 404 */
export function requireList(id: unknown, person: Principal | undefined, { kernel, may }: ViewParts): string {
  const list = kernel.list(String(id));
  if (!list) throw outcomes.notFound(`There is no worklist "${String(id)}".`);
  if (list.needs && person && may && !may(person, list.needs))
    throw outcomes.forbidden(`The worklist ${list.id} needs the permission ${list.needs}.`);
  return list.id;
}

function idOf(params: unknown): string {
  const { id } = params as { id: string };
  if (!uuid.test(id)) throw outcomes.notFound('There is no such view.');
  return id;
}

const notYours = () => outcomes.notFound('There is no such view of yours.');
