/** What the references of a resource would be refused for, were it written now; nothing is written. */
import { type Issue, OutcomeError, type Resource } from '@charthouse/fhir-model';
import type { ApiParts } from '../parts.ts';
import { Edits } from './edits.ts';
import { checkIntegrity, knownTargets } from './integrity.ts';
import { linkResources } from './link.ts';
import type { WriteCall } from './write-call.ts';

/** A resource may always refer to itself. */
export async function wouldLink(resource: Resource, parts: ApiParts, base: string): Promise<readonly Issue[]> {
  const { resourceType: type, id } = resource;
  const call: WriteCall = { kind: 'update', type, place: '', resource, ...(id !== undefined && { id }) };
  const edits = new Edits();
  try {
    await parts.store.transaction(async (tx) => {
      edits.undo();
      const links = await linkResources([{ call, resource }], [], { tx, parts, edits, base });
      const others = links.filter((link) => link.type !== type || link.id !== id);
      if (!parts.settings.referentialIntegrity) return;
      await checkIntegrity([], others, { tx, parts, targets: await knownTargets(others, [], tx) });
    });
    return [];
  } catch (error) {
    if (error instanceof OutcomeError && error.status < 500) return error.issues;
    throw error;
  } finally {
    edits.undo();
  }
}
