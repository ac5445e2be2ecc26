/** What happened to a document: what it adds to or corrects, what was added, who signed, corrected or retracted it, when and why. */
import { displayTime, matches, useFhir } from '@charthouse/ui';
import type { Bundle, DocumentReference, Provenance, Reference } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { useNames } from '../work/use-names.ts';
import { amendmentOf, amendments, useDocumentWords } from './amendment.ts';

interface DocumentStoryProps {
  readonly document: DocumentReference;
  readonly onOpen: (name: string) => void;
}

interface Told {
  readonly key: string;
  readonly what: string;
  readonly who: Reference | undefined;
  readonly at: string | undefined;
  readonly why?: string | undefined;
  /** What can be opened. */
  readonly name?: string | undefined;
}

export function DocumentStory({ document, onOpen }: DocumentStoryProps) {
  const words = useDocumentWords();
  const { i18n } = useTranslation();
  const own = `DocumentReference/${document.id}`;
  const later = useFhir<Bundle>(`DocumentReference?relatesto=${own}&_count=100`);
  const acts = useFhir<Bundle>(`Provenance?target=${own}&_count=100`);
  const done = matches<Provenance>(acts.data).flatMap((one) => ofAct(one, own, words));
  const others = matches<DocumentReference>(later.data).filter(
    ({ id }) => !done.some(({ name }) => name === `DocumentReference/${id}`),
  );
  const told = [...done, ...others.map((one) => ofDocument(one, words))].sort((a, b) =>
    (a.at ?? '').localeCompare(b.at ?? ''),
  );
  const nameOf = useNames(told.map(({ who }) => who));
  const first = document.relatesTo?.find(({ code }) => code === 'appends' || code === 'replaces');
  const target = first?.target.reference;
  if (told.length === 0 && !target) return null;
  return (
    <section className="document-story" aria-label={words.story}>
      <h3>{words.story}</h3>
      <ul>
        {first && target && (
          <li>
            {words.of[first.code as 'appends' | 'replaces']} {words.original}.{' '}
            <Open words={words.open} onOpen={() => onOpen(target)} />
          </li>
        )}
        {told.map(({ key, what, who, at, why, name }) => (
          <li key={key}>
            <strong>{what}</strong>{' '}
            <span className="soft">
              {words.by(nameOf(who) ?? words.unknown, at ? displayTime(at, i18n.language) : '')}
            </span>
            {why && <> · {why}</>} {name && <Open words={words.open} onOpen={() => onOpen(name)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Open({ words, onOpen }: { readonly words: string; readonly onOpen: () => void }) {
  return (
    <button type="button" className="document-open" onClick={onOpen}>
      {words}
    </button>
  );
}

type Words = ReturnType<typeof useDocumentWords>;

/** Acts upon this document, and its signatures; what was added to it tells of itself. */
function ofAct(
  { id = '', activity, agent, recorded, reason, signature, target }: Provenance,
  own: string,
  words: Words,
): Told[] {
  const kind = amendments.find((one) => one === activity?.text);
  const who = agent[0]?.who;
  if (signature?.length)
    return [{ key: id, what: words.signature, who: signature[0]?.who ?? who, at: signature[0]?.when }];
  if (!kind) return [];
  const made = target.map(({ reference }) => reference).find((name) => isDocument(name) && !name.startsWith(own));
  return [{ key: id, what: words.kinds[kind], who, at: recorded, why: reason?.[0]?.text, name: made && plain(made) }];
}

/** Added by another system, which tells of no act. */
function ofDocument(document: DocumentReference, words: Words): Told {
  const { id = '', author, date } = document;
  const what = words.kinds[amendmentOf(document) ?? 'addendum'];
  return { key: id, what, who: author?.[0], at: date, name: `DocumentReference/${id}` };
}

const isDocument = (name: string | undefined): name is string => name?.startsWith('DocumentReference/') ?? false;
const plain = (name: string) => name.split('/_history/')[0] ?? name;
