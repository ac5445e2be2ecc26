/** Since when a task is whose, and when it waited for somebody else: read from its versions. */
import type { JsonObject } from '@charthouse/fhir-model';
import type { Span } from '../clocks.ts';
import { objects, referenceOf } from '../reading/elements.ts';

/** States in which it is the owner's turn. */
export const theirTurn: ReadonlySet<string> = new Set(['requested', 'received', 'accepted', 'in-progress']);

export interface Ownership {
  /** Milliseconds since 1970. */
  readonly given: number;
  readonly pauses: readonly Span[];
}

/** @param versions the newest first, one at least. A transfer to another begins the clock anew. */
export function ownershipOf(versions: readonly JsonObject[]): Ownership {
  const [newest] = versions;
  const owner = referenceOf(newest?.owner);
  const run: JsonObject[] = [];
  for (const version of versions) {
    if (referenceOf(version.owner) !== owner) break;
    run.unshift(version);
  }
  const isFirst = run.length === versions.length;
  const first = run.findIndex(({ status }) => status !== 'draft');
  const own = run.slice(Math.max(0, first));
  const begin = isFirst && first <= 0 ? beginOf(own[0]) : timeOf(own[0]);
  const pauses = own.flatMap((version, i): Span[] => {
    if (theirTurn.has(String(version.status))) return [];
    const next = own[i + 1];
    return [{ from: timeOf(version), ...(next && { to: timeOf(next) }) }];
  });
  return { given: begin, pauses };
}

const timeOf = (version: JsonObject | undefined) => Date.parse(String(objects(version?.meta)[0]?.lastUpdated));

function beginOf(version: JsonObject | undefined): number {
  const start = Date.parse(String(objects(version?.executionPeriod)[0]?.start ?? version?.authoredOn));
  return Number.isFinite(start) ? start : timeOf(version);
}
