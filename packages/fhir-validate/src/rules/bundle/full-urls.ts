/** The identity of each entry. https://hl7.org/fhir/R4/bundle.html#bundle-unique */
import type { Findings } from '../../findings.ts';
import type { ElementRule } from '../../structure/element.ts';
import { shown } from '../../words.ts';
import { type Entry, entriesOf, restfulParts } from './entries.ts';

/** Entries of these say what to do or what was done; their resources may not have an identity yet. */
const withoutIdentity = new Set(['batch', 'transaction', 'batch-response', 'transaction-response']);

export const fullUrls: ElementRule = (bundle, found) => {
  const needed = typeof bundle.type === 'string' && !withoutIdentity.has(bundle.type);
  for (const entry of entriesOf(bundle)) {
    const from = found.count;
    if (entry.fullUrl === undefined) {
      if (needed && entry.resource && !entry.entry._fullUrl)
        found.error(
          'invalid',
          'The entry needs a fullUrl, the identity of its resource (all but batches and transactions do): add it.',
        );
    } else checkUrl(entry.fullUrl, entry, found);
    found.under(from, `entry[${entry.at}]`);
  }
};

function checkUrl(fullUrl: string, { resource }: Entry, found: Findings): void {
  if (!/^[a-zA-Z][a-zA-Z\d+.-]*:/.test(fullUrl)) {
    found.error('invalid', `The fullUrl must be an absolute URL or a urn:uuid, not ${shown(fullUrl)}.`);
    return;
  }
  const parts = restfulParts(fullUrl);
  if (!parts || !resource) return;
  if (resource.id === undefined)
    found.error(
      'invalid',
      `The fullUrl ${fullUrl} is an address of the RESTful API, but the resource has no id: add it.`,
    );
  else if (resource.id !== parts.id || resource.resourceType !== parts.type)
    found.error('invalid', `The fullUrl ${fullUrl} must end with the type and id of its resource.`);
}
