/** Writes search parameters of packages through the door: all that nothing speaks against, and says what speaks against the others. */

import { type NumberLiteral, OutcomeError, type Resource } from '@charthouse/fhir-model';
import { whoAtTheCommand } from '../database/who-at-the-command.ts';
import type { Parts } from '../wire.ts';

export interface RefusedParameter {
  readonly package: string;
  /** `SearchParameter/ID`, or its address where it has no id. */
  readonly parameter: string;
  readonly why: string;
}

/** A search parameter of a package. */
export interface Offered {
  readonly from: string;
  readonly resource: Resource;
  readonly literals: readonly NumberLiteral[];
}

export type RecordParts = Pick<Parts, 'door' | 'store' | 'settings'>;

/** As one transaction, and so one job, of all that nothing speaks against. */
export async function writeParameters(wanted: readonly Offered[], parts: RecordParts): Promise<RefusedParameter[]> {
  const failed: RefusedParameter[] = [];
  for (let left = wanted; left.length > 0; ) {
    const error = await write(left, parts);
    if (!error) break;
    const faulty = left.flatMap((one, at) => {
      const why = whyOf(error, at);
      return why === undefined ? [] : [refusal(one, why)].map((told) => ({ one, told }));
    });
    if (faulty.length === 0) return [...failed, ...(await writeEach(left, parts))];
    failed.push(...faulty.map(({ told }) => told));
    left = left.filter((one) => !faulty.some((own) => own.one === one));
  }
  return failed;
}

/** Nothing says which of them is at fault. */
async function writeEach(left: readonly Offered[], parts: RecordParts): Promise<RefusedParameter[]> {
  const failed: RefusedParameter[] = [];
  for (const one of left) {
    const error = await write([one], parts);
    if (error) failed.push(refusal(one, whyOf(error, 0) ?? error.message));
  }
  return failed;
}

/** Undefined when it is written; else why it was refused. */
async function write(all: readonly Offered[], { door, settings }: RecordParts): Promise<OutcomeError | undefined> {
  const calls = all.map(({ resource }, at) => ({
    kind: 'update' as const,
    type: 'SearchParameter',
    id: resource.id!,
    resource,
    place: `#${at}`,
  }));
  const literals = all.flatMap((one) => one.literals);
  try {
    await door.writeAll(
      { calls, literals, base: settings.publicUrl ?? '' },
      { kind: 'system', name: whoAtTheCommand(), client: 'charthouse packages' },
    );
    return undefined;
  } catch (error) {
    if (error instanceof OutcomeError && error.status < 500 && error.status !== 408) return error;
    throw error;
  }
}

/** What the error says of one of them. */
function whyOf({ issues }: OutcomeError, at: number): string | undefined {
  const mark = `#${at}`;
  const said = issues.flatMap(({ severity, expression = [], diagnostics }) => {
    const place = expression.find((one) => one === mark || one.startsWith(`${mark}.`));
    if (place === undefined || severity === 'warning' || severity === 'information') return [];
    return [`SearchParameter${place.slice(mark.length)}: ${diagnostics}`];
  });
  return said.length > 0 ? said.join(' ') : undefined;
}

export function refusal({ from, resource: { id, url } }: Offered, why: string): RefusedParameter {
  return { package: from, parameter: id === undefined ? String(url) : `SearchParameter/${id}`, why };
}
