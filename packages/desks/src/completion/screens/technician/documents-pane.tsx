/** The documents of a stay, and the one that is read. */
import { displayConcept, displayTime } from '@charthouse/ui';
import type { DocumentReference } from 'fhir/r4';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AmendedNote } from '../documents/amended-note.tsx';
import { DocumentPanel } from '../documents/document-panel.tsx';
import { type Amended, useAmending } from '../documents/use-amending.ts';
import { useTechnicianWords } from '../words/use-technician-words.ts';

interface DocumentsPaneProps {
  readonly documents: readonly DocumentReference[];
  /** `DocumentReference/id` */
  readonly shown: string | undefined;
  readonly onShow: (name: string) => void;
}

export function DocumentsPane({ documents, shown, onShow }: DocumentsPaneProps) {
  const { chart: words } = useTechnicianWords();
  const [amended, setAmended] = useState<Amended>();
  const run = useAmending(setAmended);
  const open = documents.find(({ id }) => `DocumentReference/${id}` === shown);
  return (
    <div className="analysis-documents">
      <h2>
        {words.documents} <span className="soft">{documents.length}</span>
      </h2>
      {documents.length === 0 && <p className="soft">{words.noDocuments}</p>}
      <ul>
        {documents.map((one) => (
          <DocumentRow key={one.id} document={one} isOpen={one === open} onShow={onShow} />
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys */}
      <section className="analysis-reading" tabIndex={0} aria-live="polite" aria-label={words.documents}>
        <AmendedNote run={run} amended={amended} />
        {shown?.startsWith('DocumentReference/') ? (
          <DocumentPanel key={shown} name={shown} run={run} />
        ) : (
          <p className="soft">{words.pickDocument}</p>
        )}
      </section>
    </div>
  );
}

interface DocumentRowProps {
  readonly document: DocumentReference;
  readonly isOpen: boolean;
  readonly onShow: (name: string) => void;
}

function DocumentRow({ document, isOpen, onShow }: DocumentRowProps) {
  const { chart: words } = useTechnicianWords();
  const { i18n } = useTranslation();
  const { id, date, docStatus, status } = document;
  const told = [
    status === 'entered-in-error' && words.retracted,
    status === 'superseded' && words.replaced,
    status === 'current' && docStatus === 'preliminary' && words.unsigned,
    status === 'current' && (docStatus === 'final' || docStatus === 'amended') && words.signed,
  ].filter(Boolean);
  return (
    <li>
      <button
        type="button"
        className="analysis-row"
        aria-pressed={isOpen}
        onClick={() => onShow(`DocumentReference/${id}`)}
      >
        <span>{document.description ?? displayConcept(document.type) ?? words.untitled}</span>
        <span className="soft">{[date && displayTime(date, i18n.language), ...told].filter(Boolean).join(' · ')}</span>
      </button>
    </li>
  );
}
