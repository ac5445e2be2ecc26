/** Documents and messages: everything hangs together. https://hl7.org/fhir/R4/documents.html#content, https://hl7.org/fhir/R4/messaging.html */
import { eachReference, type JsonObject } from '@charthouse/fhir-model';
import type { Findings } from '../../findings.ts';
import type { ElementRule } from '../../structure/element.ts';
import { type Entry, entriesOf, objects, targetsOf, text } from './entries.ts';

export const document: ElementRule = (bundle, found) => {
  const due = bundle.type === 'document' ? 'Composition' : bundle.type === 'message' ? 'MessageHeader' : undefined;
  if (due === undefined) return;
  const entries = entriesOf(bundle);
  const first = entries[0];
  const head = first?.resource;
  if (!first || head?.resourceType !== due) return; // bdl-11 and bdl-12 say so
  const from = found.count;
  const links = due === 'Composition' ? linksOf(head) : partsOf(head, 'focus', '');
  for (const link of links) checkLink(link, { source: first, entries }, found);
  found.under(from, 'entry[0].resource');
  checkReachable(entries, { due, found });
};

interface Link {
  /** The path of the reference in the Composition. */
  readonly path: string;
  readonly reference: string;
}

/** The references of one element. */
function partsOf(holder: JsonObject, name: string, path: string): Link[] {
  const many = Array.isArray(holder[name]);
  return objects(holder[name]).flatMap((element, at) => {
    const reference = text(element.reference);
    return reference === undefined ? [] : [{ path: `${path}${name}${many ? `[${at}]` : ''}`, reference }];
  });
}

/** References of the Composition whose targets belong into the document. */
function linksOf(composition: JsonObject): Link[] {
  const links: Link[] = [];
  const add = (holder: JsonObject, name: string, path: string) => links.push(...partsOf(holder, name, path));
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
    found.error('not-found', `${reference} is not in the bundle: add its resource as an entry.`, path);
  else if (targets.length > 1)
    found.error(
      'invalid',
      `${reference} names ${targets.length} entries of the bundle: give each its own identity.`,
      path,
    );
}

interface Reachable {
  readonly due: string;
  readonly found: Findings;
}

/** Every entry is linked, forward or backward, with the Composition; with the MessageHeader it should be. */
function checkReachable(entries: readonly Entry[], { due, found }: Reachable): void {
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
  for (const { at, fullUrl } of entries) {
    if (reached.has(at)) continue;
    const from = found.count;
    const said = `The entry ${fullUrl ?? ''} is not linked with the ${due}, directly or by others: refer to it or remove it.`;
    if (due === 'Composition') found.error('informational', said);
    else found.warning('informational', said);
    found.under(from, `entry[${at}]`);
  }
}
