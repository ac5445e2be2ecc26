/** The shape of a parameter that is no index of a search type: its modifier and value as a clause. */
import { outcomes } from '@charthouse/fhir-model';
import type { Clause } from '../clause.ts';
import type { QueryContext } from '../query/context.ts';
import type { Criterion } from '../query/criteria.ts';

export type Special = (modifier: string | undefined, criterion: Criterion, context: QueryContext) => Clause;

export function refuseModifier(modifier: string | undefined, { written }: Criterion): void {
  if (modifier !== undefined) throw outcomes.badRequest(`${written}: the modifier :${modifier} is not known here.`);
}
