/** Why somebody may not add to a document, correct or retract it, in a sentence. */
import type { Resource } from '@charthouse/fhir-model';
import type { CompletionSettings } from '../settings.ts';
import type { Inside } from './operations/asked.ts';
import { authorsOf } from './signature.ts';
import { inSource } from './source-of.ts';

export type Kind = 'addendum' | 'late-entry' | 'correction' | 'retraction';

interface Wanting {
  /** Reference to who asks; undefined: their account names nobody of the record. */
  readonly who: string | undefined;
  readonly may: Inside['may'];
  readonly settings: CompletionSettings;
}

interface Refusal {
  readonly why: string;
  /** It is not theirs to do; else nobody could. */
  readonly isForbidden?: true;
}

/** Clinicians write; what is not theirs they do not take away. The records department takes back what is misfiled. Undefined: they may. */
export function refusalToAmend(original: Resource, kind: Kind, wanting: Wanting): Refusal | undefined {
  const { who, may, settings } = wanting;
  if (original.status === 'entered-in-error') return { why: 'It was retracted: nothing is added to it.' };
  if (original.status === 'superseded' && kind !== 'retraction')
    return { why: 'It was replaced: amend what replaced it.' };
  const elsewhere = inSource(original, settings);
  if (elsewhere !== undefined)
    return {
      why: `It is changed where it comes from${elsewhere ? `: ${elsewhere}` : ''}. What comes from there counts.`,
    };
  const isRecords = may('documents.check');
  if (kind === 'retraction' && isRecords) return undefined;
  if (who === undefined || !may('completion.sign'))
    return { why: 'Clinicians whose account names their Practitioner write into documents.', isForbidden: true };
  const authors = authorsOf(original);
  if (authors.length === 0 || authors.includes(who) || kind === 'addendum' || kind === 'late-entry') return undefined;
  const why =
    kind === 'correction'
      ? 'Its author corrects it: write an addendum instead.'
      : 'Its author retracts it, or the records department: write an addendum instead.';
  return { why, isForbidden: true };
}
