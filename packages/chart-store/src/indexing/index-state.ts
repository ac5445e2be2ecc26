/** What the search index holds now, as every process that searches or writes must know it. */

import type { SearchParameterDefinition } from '@charthouse/fhir-model/definitions';
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { reindexKindName } from './reindex-job.ts';

export type AddedState = 'indexing' | 'active' | 'removing';

/** A search parameter that a SearchParameter resource added. */
export interface AddedParameter {
  /** Of the resource. */
  readonly id: string;
  readonly definition: SearchParameterDefinition;
  /** Type -> number of the parameter on it. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly state: AddedState;
  /** How far its job is: resources examined of all, when known. */
  readonly done?: number;
  readonly total?: number;
}

export interface IndexState {
  /** Raised with every change; writes name it. */
  readonly version: number;
  /** Revision of the extraction that all rows have. */
  readonly revision: number;
  /** Revision that they are being brought to, or have. */
  readonly wanted: number;
  /** `_text` and `_content` find everything. */
  readonly texts: boolean;
  /** In the order of their ids. */
  readonly parameters: readonly AddedParameter[];
}

interface StateRow {
  readonly version: number;
  readonly revision: number;
  readonly wanted: number;
  readonly texts: boolean;
  readonly id: string | null;
  readonly definition: SearchParameterDefinition;
  readonly numbers: Readonly<Record<string, number>>;
  readonly state: AddedState;
  readonly done: number | null;
  readonly total: number | null;
}

export async function readIndexState(query: Within): Promise<IndexState> {
  const rows = await query<StateRow>(sql`
    select i.version, i.revision, i.texts, greatest(i.revision, (
        select max((w.input ->> 'revision')::int4) from job w where w.kind = ${reindexKindName} and w.state <> 'done')) as wanted, p.id, p.definition, p.numbers, p.state, j.done::float8 as done, j.total::float8 as total
    from search_index i left join added_parameter p on true left join job j on j.id = p.job order by p.id`);
  const { version, revision, wanted, texts } = rows[0]!;
  const parameters = rows.flatMap(({ id, definition, numbers, state, done, total }) =>
    id === null
      ? []
      : [{ id, definition, numbers, state, ...(done !== null && { done }), ...(total !== null && { total }) }],
  );
  return { version, revision, wanted, texts, parameters };
}
