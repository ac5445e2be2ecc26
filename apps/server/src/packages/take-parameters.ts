/** Puts the search parameters of packages into the record, where they are indexed: https://hl7.org/fhir/R4/searchparameter.html */

import { isDeepStrictEqual } from 'node:util';
import type { StoredVersion } from '@charthouse/chart-store';
import { isBaseParameter } from '@charthouse/fhir-api';
import { type JsonValue, parseJson, type Resource } from '@charthouse/fhir-model';
import { nameOf } from './dependencies.ts';
import type { ReadPackage } from './read-package.ts';
import { type Offered, type RecordParts, type RefusedParameter, refusal, writeParameters } from './write-parameters.ts';

export interface Taken {
  readonly taken: number;
  /** As they are in the record already. */
  readonly unchanged: number;
  /** They say what the base specification says: its own rows answer them. */
  readonly base: number;
  /** Drafts and retired ones. */
  readonly inactive: number;
  readonly refused: readonly RefusedParameter[];
}

/** Those that can be are taken, whatever is wrong with the others; of two packages with one parameter the later has the word. */
export async function takeParameters(packages: readonly ReadPackage[], parts: RecordParts): Promise<Taken> {
  let all: Taken = { taken: 0, unchanged: 0, base: 0, inactive: 0, refused: [] };
  for (const one of packages) {
    const more = await takeThose(offeredBy(one), parts);
    all = {
      taken: all.taken + more.taken,
      unchanged: all.unchanged + more.unchanged,
      base: all.base + more.base,
      inactive: all.inactive + more.inactive,
      refused: [...all.refused, ...more.refused],
    };
  }
  return all;
}

async function takeThose(all: readonly Offered[], parts: RecordParts): Promise<Taken> {
  const active = all.filter(({ resource }) => resource.status === 'active');
  const own = active.filter(({ resource }) => !isBaseParameter(resource));
  const stored = await parts.store.readMany(
    [...new Set(own.map(({ resource: { id } }) => id))].flatMap((id) =>
      id === undefined ? [] : [{ type: 'SearchParameter', id }],
    ),
  );
  const refused: RefusedParameter[] = [];
  const wanted: Offered[] = [];
  let unchanged = 0;
  for (const one of own) {
    const there = stored.get(`SearchParameter/${one.resource.id}`);
    const why = inTheWay(one, own, there);
    if (why !== undefined) refused.push(refusal(one, why));
    else if (isStored(one, there)) unchanged++;
    else wanted.push(one);
  }
  const failed = await writeParameters(wanted, parts);
  return {
    taken: wanted.length - failed.length,
    unchanged,
    base: active.length - own.length,
    inactive: all.length - active.length,
    refused: [...refused, ...failed],
  };
}

function offeredBy({ facts, resources }: ReadPackage): Offered[] {
  return resources
    .filter(({ type }) => type === 'SearchParameter')
    .map(({ body }) => {
      const { value, literals } = parseJson(body);
      return { from: nameOf(facts), resource: value as Resource, literals };
    });
}

function inTheWay(one: Offered, own: readonly Offered[], there: StoredVersion | undefined): string | undefined {
  const { id, url } = one.resource;
  if (typeof id !== 'string') return 'it has no id to be stored by.';
  if (own.some((other) => other !== one && other.resource.id === id)) return 'the package has several of this id.';
  const known = there?.body ? (JSON.parse(there.body) as Resource).url : undefined;
  if (known === undefined || known === url) return undefined;
  return `the record has another parameter of this id, ${String(known)}.`;
}

function isStored({ resource }: Offered, there: StoredVersion | undefined): boolean {
  return there !== undefined && there.body !== '' && isDeepStrictEqual(plain(resource), plain(JSON.parse(there.body)));
}

/** Without what the server stamps. */
function plain(resource: Resource): JsonValue {
  const meta = { ...resource.meta, versionId: undefined, lastUpdated: undefined };
  return JSON.parse(JSON.stringify({ ...resource, meta }));
}
