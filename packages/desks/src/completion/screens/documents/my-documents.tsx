/** What a clinician wrote, signed or not: read, added to, corrected, retracted; on a phone first. */
import { displayConcept, displayName, displayTime, FailureNote, nameInUse, useMe, usePages } from '@charthouse/ui';
import { Button } from '@mantine/core';
import type { DocumentReference, Patient } from 'fhir/r4';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClinicianWords } from '../clinician/use-inbox.ts';
import { useSigning } from '../clinician/use-signing.ts';
import { ChangeFailure } from '../work/change-failure.tsx';
import { AmendedNote } from './amended-note.tsx';
import { amendmentOf, useDocumentWords } from './amendment.ts';
import { DocumentPanel } from './document-panel.tsx';
import { type Amended, useAmending } from './use-amending.ts';
import '../clinician/inbox.css';

export default function MyDocumentsScreen() {
  const { t } = useTranslation();
  const words = useDocumentWords();
  const { fhirUser } = useMe();
  const query = `author=${fhirUser}&_sort=-date&_count=30&_include=DocumentReference:subject`;
  const pages = usePages<DocumentReference>(fhirUser && `DocumentReference?${query}`);
  const [open, setOpen] = useState<string>();
  const [amended, setAmended] = useState<Amended>();
  const [signed, setSigned] = useState(0);
  const signing = useSigning((names) => {
    setSigned(names.length);
    setAmended(undefined);
  });
  const amending = useAmending((done) => {
    setAmended(done);
    setSigned(0);
    setOpen(undefined);
  });
  if (pages.error) return <FailureNote error={pages.error} />;
  const patientOf = ({ subject }: DocumentReference) =>
    displayName(nameInUse((pages.included.get(subject?.reference ?? '') as Patient | undefined)?.name));
  return (
    <div className="page inbox">
      <h1>{words.title}</h1>
      <p className="soft">{words.hint}</p>
      <Signed signing={signing} count={signed} />
      <AmendedNote run={amending} amended={amended} signing={signing} />
      {pages.isPending && <p className="soft">{t('chart.loading')}</p>}
      {!pages.isPending && pages.rows.length === 0 && <p>{words.none}</p>}
      <ul className="inbox-items" aria-label={words.items}>
        {pages.rows.map((one) => (
          <Item
            key={one.id}
            document={one}
            patient={patientOf(one)}
            isOpen={open === one.id}
            onToggle={() => setOpen(open === one.id ? undefined : one.id)}
            run={amending}
          />
        ))}
      </ul>
      {pages.hasMore && (
        <Button variant="default" loading={pages.isLoadingMore} onClick={pages.more}>
          {words.more}
        </Button>
      )}
    </div>
  );
}

interface SignedProps {
  readonly signing: ReturnType<typeof useSigning>;
  readonly count: number;
}

function Signed({ signing, count }: SignedProps) {
  const words = useClinicianWords();
  return (
    <>
      <div role="status">{count > 0 && <p className="saved-note">{words.signed(count)}</p>}</div>
      {signing.anew ? (
        <p role="alert" className="saved-note">
          {words.again} <Button onClick={signing.anew}>{words.signIn}</Button>
        </p>
      ) : (
        <ChangeFailure error={signing.error} />
      )}
    </>
  );
}

interface ItemProps {
  readonly document: DocumentReference;
  readonly patient: string | undefined;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly run: ReturnType<typeof useAmending>;
}

function Item({ document, patient, isOpen, onToggle, run }: ItemProps) {
  const words = useDocumentWords();
  const { i18n } = useTranslation();
  const { id, date, status, docStatus } = document;
  const kind = amendmentOf(document);
  const isSigned = docStatus === 'final' || docStatus === 'amended';
  const told = [
    date && displayTime(date, i18n.language),
    kind && words.kinds[kind],
    status === 'entered-in-error' && words.retracted,
    status === 'superseded' && words.replaced,
    status === 'current' && isSigned && words.signed,
    status === 'current' && docStatus === 'preliminary' && words.unsigned,
  ];
  return (
    <li>
      <button type="button" className="inbox-item" aria-expanded={isOpen} onClick={onToggle}>
        <strong>{document.description ?? displayConcept(document.type) ?? words.untitled}</strong>
        <bdi>{patient ?? '…'}</bdi>
        <span className="soft">{told.filter(Boolean).join(' · ')}</span>
      </button>
      {isOpen && (
        <div className="inbox-open">
          <DocumentPanel name={`DocumentReference/${id}`} run={run} />
        </div>
      )}
    </li>
  );
}
