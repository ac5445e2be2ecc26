/** What a search answered. https://hl7.org/fhir/R4/bundle.html#searchset */
import { isObject } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import type { Findings } from '../../findings.ts';
import type { ElementRule } from '../../structure/element.ts';
import { entriesOf, objects, text } from './entries.ts';

export const searchSet: ElementRule = (bundle, found) => {
  if (bundle.type !== 'searchset') return;
  const self = objects(bundle.link).find(({ relation }) => relation === 'self');
  const searched = typeSearched(text(self?.url) ?? '');
  for (const { at, entry, resource } of entriesOf(bundle)) {
    if (!resource) continue;
    const from = found.count;
    const mode = isObject(entry.search) ? entry.search.mode : undefined;
    checkResult(String(resource.resourceType), { mode, searched }, found);
    if (resource.id === undefined && mode !== 'outcome')
      found.error('invalid', 'Results of a search have ids: add the id.');
    found.under(from, `entry[${at}].resource`);
  }
};

function checkResult(
  type: string,
  { mode, searched }: { mode: unknown; searched: string | undefined },
  found: Findings,
): void {
  if (mode === 'outcome' && type !== 'OperationOutcome')
    found.error('invalid', `An outcome of a search is an OperationOutcome, not a ${type}.`);
  if (mode === 'match' && searched !== undefined && type !== searched)
    found.error('invalid', `The search was for ${searched}, so a ${type} is no match of it.`);
}

function typeSearched(url: string): string | undefined {
  const type = /([A-Z][A-Za-z]+)(?:\/_search)?\/?(?:\?.*)?$/.exec(url)?.[1];
  return type && isResourceType(type) ? type : undefined;
}
