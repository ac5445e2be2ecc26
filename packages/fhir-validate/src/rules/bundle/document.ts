/** Documents and messages: everything hangs together. https://hl7.org/fhir/R4/documents.html#content, https://hl7.org/fhir/R4/messaging.html */
import { eachReference, type JsonObject } from '@charthouse/fhir-model';
import type { Findings } from '../../findings.ts';
import type { ElementRule } from '../../structure/element.ts';
import { type Entry, entriesOf, objects, targetsOf, text } from './entries.ts';

export const document: ElementRule = (bundle, found) => {
  if (bundle.type !== 'document') return;
  const entries = entriesOf(bundle);
  const first = entries[0];
  const composition = first?.resource;
  if (!first || !composition || composition.resourceType !== 'Composition') return; // bdl-11 says so
  const from = found.count;
  for (const link of linksOf(composition)) checkLink(link, { source: first, entries }, found);
  found.under(from, 'entry[0].resource');
  checkReachable(entries, found);
};

interface Link {
  /** The path of the reference in the Composition. */
  readonly path: string;
  readonly reference: string;
}

/** References of the Composition whose targets belong into the document. */
function linksOf(composition: JsonObject): Link[] {
  const links: Link[] = [];
  const add = (holder: JsonObject, name: string, path: string) => {
    const many = Array.isArray(holder[name]);
    for (const [at, element] of objects(holder[name]).entries()) {
      const reference = text(element.reference);
      if (reference !== undefined) links.push({ path: `${path}${name}${many ? `[${at}]` : ''}`, reference });
    }
  };
  for (const name of ['subject', 'encounter', 'author', 'custodian']) add(composition, name, '');
  for (const [at, attester] of objects(composition.attester).entries()) add(attester, 'party', `attester[${at}].`);
  for (const [at, event] of objects(composition.event).entries()) add(event, 'detail', `event[${at}].`);
  const sections = (holder: JsonObject, path: string): void => {
    for (const [at, section] of objects(holder.section).entries()) {
      const own = `${path}section[${at}].`;
      for (const name of ['author', 'focus', 'entry']) add(section, name, own);
      sections(section, own);
    }
  };
  sections(composition, '');
  return links;
}

function checkLink(
  { path, reference }: Link,
  within: { source: Entry; entries: readonly Entry[] },
  found: Findings,
): void {
  if (reference.startsWith('#')) return;
  const targets = targetsOf(reference, within.source, within.entries);
  if (targets.length === 0)
    found.error('not-found', `${reference} is not in the document: add its resource as an entry.`, path);
  else if (targets.length > 1)
    found.error(
      'invalid',
      `${reference} names ${targets.length} entries of the document: give each its own identity.`,
      path,
    );
}

/** Every entry is linked, forward or backward, with the Composition. */
function checkReachable(entries: readonly Entry[], found: Findings): void {
  const links = entries.map(() => new Set<number>());
  for (const source of entries) {
    if (!source.resource) continue;
    eachReference(source.resource, ({ reference }) => {
      for (const target of targetsOf(reference, source, entries)) {
        links[source.at]!.add(target.at);
        links[target.at]!.add(source.at);
      }
    });
  }
  const reached = new Set([0]);
  for (const at of reached) for (const next of links[at]!) reached.add(next);
  for (const { at, fullUrl } of entries)
    if (!reached.has(at))
      found.error(
        'informational',
        `The entry ${fullUrl ?? ''} is not linked with the Composition, directly or by others: refer to it or remove it.`,
        `entry[${at}]`,
      );
}
