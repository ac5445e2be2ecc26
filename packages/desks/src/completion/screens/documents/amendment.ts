/** The acts by which something is added to a document, corrected or taken back; and who may do which on a screen. */
import { type Me, useWordsOf } from '@charthouse/ui';
import type { DocumentReference } from 'fhir/r4';
import type { Source } from '../../settings.ts';
import { documentsEn } from '../words/documents-en.ts';
import { documentsEs } from '../words/documents-es.ts';
import { linkInSource } from '../work/link-in-source.ts';

export const useDocumentWords = () => useWordsOf({ en: documentsEn, es: documentsEs });

export const amendments = ['addendum', 'late-entry', 'correction', 'retraction'] as const;
export type Amendment = (typeof amendments)[number];

const system = 'https://charthouse.dev/fhir/CodeSystem/amendment';

/** What a document is to the one that it relates to. */
export function amendmentOf({ meta, relatesTo }: DocumentReference): Amendment | undefined {
  const code = meta?.tag?.find((tag) => tag.system === system)?.code as Amendment | undefined;
  if (code !== undefined && amendments.includes(code)) return code;
  const relation = relatesTo?.[0]?.code;
  return relation === 'appends' ? 'addendum' : relation === 'replaces' ? 'correction' : undefined;
}

/** In the order of their buttons; the server looks again. */
export function actsFor(document: DocumentReference, me: Me, sources: readonly Source[]): readonly Amendment[] {
  const { status, author = [] } = document;
  if (status === 'entered-in-error' || linkInSource(document, sources) !== undefined) return [];
  const writes = me.fhirUser !== undefined && me.permissions.includes('completion.sign');
  const isAuthor = author.length === 0 || author.some(({ reference }) => reference === me.fhirUser);
  const takesBack = me.permissions.includes('documents.check') || (writes && isAuthor);
  const adds: readonly Amendment[] = writes && status === 'current' ? ['addendum', 'late-entry'] : [];
  const corrects: readonly Amendment[] = writes && isAuthor && status === 'current' ? ['correction'] : [];
  return [...adds, ...corrects, ...(takesBack ? (['retraction'] as const) : [])];
}
