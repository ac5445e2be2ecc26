/** Why somebody may not sign something here, in a sentence. */
import type { Resource } from '@charthouse/fhir-model';
import { zoneOf } from '@charthouse/rulebook';
import { nameOf, timeOf } from '../rules/reading/elements.ts';
import type { CompletionSettings } from '../settings.ts';
import { type Asking, searchAll } from './ask.ts';
import { authorsOf } from './signature.ts';
import { inSource } from './source-of.ts';

export interface Wanted {
  /** Reference to who wants to sign. */
  readonly who: string;
  readonly settings: CompletionSettings;
  /** As the rules: who opened what is in the access log, which not everybody may read. */
  readonly asking: Asking;
  /** Of the version that is signed, milliseconds since 1970. */
  readonly lastUpdated: number;
}

/** Undefined: they may. @throws OutcomeError */
export async function refusalToSign(resource: Resource, wanted: Wanted): Promise<string | undefined> {
  const isOrder = resource.resourceType !== 'DocumentReference';
  if (resource.status === 'entered-in-error' || resource.status === 'superseded')
    return 'It was retracted or replaced.';
  const elsewhere = inSource(resource, wanted.settings);
  if (elsewhere !== undefined) return `It is signed where it comes from${elsewhere ? `: ${elsewhere}` : ''}.`;
  const isAuthor = authorsOf(resource).includes(wanted.who);
  if (!isAuthor && !isOrder && resource.docStatus === 'preliminary') return 'Its author signs it first.';
  return (await wasOpened(resource, wanted)) ? undefined : 'Open it first: what is signed has to be read.';
}

/** Since the version that is signed was written. */
async function wasOpened(resource: Resource, { who, asking, lastUpdated }: Wanted): Promise<boolean> {
  const since = new Date(lastUpdated).toISOString();
  const events = await searchAll(asking, 'AuditEvent', [
    ['entity', nameOf(resource)],
    ['agent', who],
    ['date', `ge${since}`],
  ]);
  const utc = zoneOf('UTC');
  return events.some(
    ({ action, outcome, recorded }) => action === 'R' && outcome === '0' && (timeOf(recorded, utc) ?? 0) >= lastUpdated,
  );
}
