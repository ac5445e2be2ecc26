/** Adds, changes and removes indexed search parameters, within the transaction that writes their SearchParameter resources. */
import { outcomes } from '@charthouse/fhir-model';
import type { SearchParameterDefinition } from '@charthouse/fhir-model/definitions';
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { IndexChanged } from './index-changed.ts';
import { type AddedParameter, readIndexState } from './index-state.ts';
import { enqueueReindex, tellIndexChanged } from './reindex-job.ts';

export interface ParameterChange {
  /** Of the SearchParameter resource. */
  readonly id: string;
  /** Absent: it is not to be indexed any more. */
  readonly definition?: SearchParameterDefinition;
}

/**
 * True when something changed: a job then brings the rows of older resources up to date. `version`: of the index, as the
 * caller knows it.
 * @throws OutcomeError 422 when another added parameter stands in the way; IndexChanged when `version` is outdated
 */
export async function changeParameters(
  query: Within,
  changes: readonly ParameterChange[],
  version: number,
): Promise<boolean> {
  const [locked] = await query<{ version: number }>(sql`select version from search_index for update`);
  if (locked?.version !== version) throw new IndexChanged('The set of indexed search parameters has changed.');
  const { parameters } = await readIndexState(query);
  const known = new Map(parameters.map((parameter) => [parameter.id, parameter]));
  const real = changes.filter((change) => isChange(change, known.get(change.id)));
  if (real.length === 0) return false;
  for (const change of real) refuseClash(change, parameters, changes);
  const next = version + 1;
  const retold = real.filter((change) => !changesRows(change, known.get(change.id)));
  for (const { id, definition } of retold)
    await query(sql`update added_parameter set definition = ${JSON.stringify(definition)}::jsonb where id = ${id}`);
  const others = real.filter((change) => !retold.includes(change));
  if (others.length > 0) await changeRows(query, others, { known, version: next });
  await query(sql`update search_index set version = ${next}::int4`);
  await tellIndexChanged(query);
  return true;
}

interface Changing {
  readonly known: ReadonlyMap<string, AddedParameter>;
  readonly version: number;
}

async function changeRows(
  query: Within,
  changes: readonly ParameterChange[],
  { known, version }: Changing,
): Promise<void> {
  const types = new Set(
    changes.flatMap(({ id, definition }) => [...(definition?.base ?? []), ...basesOf(known.get(id))]),
  );
  const job = await enqueueReindex(query, { types: [...types], parameters: changes.map(({ id }) => id), version });
  for (const { id, definition } of changes) {
    if (definition) await store(query, { id, definition, job, version });
    else
      await query(
        sql`update added_parameter set state = 'removing', version = ${version}::int4, job = ${job}::int8 where id = ${id}`,
      );
  }
}

const basesOf = (parameter: AddedParameter | undefined) => parameter?.definition.base ?? [];

function isChange({ definition }: ParameterChange, known: AddedParameter | undefined): boolean {
  if (!definition) return known !== undefined && known.state !== 'removing';
  return !known || known.state === 'removing' || textOf(definition) !== textOf(known.definition);
}

/** More than its description, which `/metadata` shows. */
function changesRows({ definition }: ParameterChange, known: AddedParameter | undefined): boolean {
  if (!definition || !known || known.state === 'removing') return true;
  const { description: _, ...own } = definition;
  const { description: __, ...before } = known.definition;
  return textOf(own) !== textOf(before);
}

/** The database keeps JSON with its names in another order. */
function textOf(definition: Omit<SearchParameterDefinition, 'description'>): string {
  return JSON.stringify(definition, (_, value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function refuseClash(
  { id, definition }: ParameterChange,
  parameters: readonly AddedParameter[],
  changes: readonly ParameterChange[],
): void {
  if (!definition) return;
  const written = new Set(changes.map((change) => change.id));
  const others = [
    ...parameters.filter((one) => one.state !== 'removing' && !written.has(one.id)),
    ...changes.flatMap((one) => (one.definition ? [{ id: one.id, definition: one.definition }] : [])),
  ].filter((one) => one.id !== id);
  for (const other of others) {
    if (other.definition.url === definition.url)
      throw outcomes.unprocessable(
        `SearchParameter/${other.id} adds ${definition.url} already; change that one.`,
        'SearchParameter.url',
      );
    const shared = definition.base.find((type) => other.definition.base.includes(type));
    if (shared !== undefined && other.definition.code === definition.code)
      throw outcomes.unprocessable(
        `${shared} has a parameter "${definition.code}" already, added by SearchParameter/${other.id}. Choose another code.`,
        'SearchParameter.code',
      );
  }
}

interface Stored {
  readonly id: string;
  readonly definition: SearchParameterDefinition;
  readonly job: string;
  readonly version: number;
}

async function store(query: Within, { id, definition, job, version }: Stored): Promise<void> {
  const { base, code } = definition;
  await query(sql`insert into search_parameter (type, code) select t, ${code} from unnest(${base}::text[]) t
    where not exists (select from search_parameter s where s.type = t and s.code = ${code})`);
  await query(sql`
    insert into added_parameter (id, definition, numbers, state, version, job)
    select ${id}, ${JSON.stringify(definition)}::jsonb, json_object_agg(s.type, s.p)::jsonb, 'indexing', ${version}::int4, ${job}::int8
    from search_parameter s where s.code = ${code} and s.type = any(${base}::text[])
    on conflict (id) do update set definition = excluded.definition, numbers = excluded.numbers, state = excluded.state,
      version = excluded.version, job = excluded.job`);
}
