/** What links a canonical reference with the resource whose `url` it names. https://hl7.org/fhir/R4/references.html#canonical */
import type { Resource } from '@charthouse/fhir-model';
import type { Keys } from '../keys.ts';

/** Key of a canonical, with its version when it names one: `ref.tk` of who refers, `tok.h` of who is meant. */
export function canonicalKey(keys: Keys, canonical: string): bigint {
  return keys.resource(`canonical|${canonical.replace(/#.*$/, '')}`);
}

/** The keys under which references mean a resource; none without a `url`. */
export function ownCanonicals(keys: Keys, { url, version }: Resource): bigint[] {
  if (typeof url !== 'string') return [];
  const any = canonicalKey(keys, url);
  return typeof version === 'string' ? [any, canonicalKey(keys, `${url}|${version}`)] : [any];
}
