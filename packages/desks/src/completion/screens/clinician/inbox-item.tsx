/** One thing that waits: what, of whom, by when and what follows; opened, the document and what can be done. */
import { DocumentView, displayName, displayTime, FactsView, FailureNote, nameInUse, useFhir } from '@charthouse/ui';
import { Button } from '@mantine/core';
import type { DocumentReference, FhirResource, Patient, Task } from 'fhir/r4';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useTypeWords } from '../words/deficiency-words.ts';
import { useCompletionSettings } from '../work/read-settings.ts';
import { dueOf, textIn, typeOf } from '../work/task-facts.ts';
import { Answers } from './answers.tsx';
import { linkInSource } from './link-in-source.ts';
import { kindOf, subjectOf, useClinicianWords } from './use-inbox.ts';

interface InboxItemProps {
  readonly task: Task;
  readonly isOpen: boolean;
  readonly isSigning: boolean;
  readonly onToggle: () => void;
  /** The document is on the screen. */
  readonly onRead: (name: string) => void;
  readonly onSign: (name: string) => void;
  readonly onTold: (words: string) => void;
}

export function InboxItem(props: InboxItemProps) {
  const { task, isOpen, onToggle } = props;
  const words = useClinicianWords();
  const typeWords = useTypeWords();
  const { i18n } = useTranslation();
  const patient = useFhir<Patient>(task.for?.reference);
  const due = dueOf(task);
  const when = due === undefined ? '' : displayTime(new Date(due).toISOString(), i18n.language);
  const isLate = due !== undefined && due < Date.now();
  return (
    <li>
      <button type="button" className="inbox-item" aria-expanded={isOpen} onClick={onToggle}>
        <strong>{typeWords(typeOf(task)) ?? task.description}</strong>
        <bdi>{displayName(nameInUse(patient.data?.name)) ?? '…'}</bdi>
        <span className={isLate ? 'time-past' : 'soft'}>
          {due === undefined ? words.noDue : isLate ? `▲ ${words.overdue(when)}` : words.due(when)}
        </span>
      </button>
      {isOpen && <Opened {...props} />}
    </li>
  );
}

function Opened({ task, isSigning, onRead, onSign, onTold }: InboxItemProps) {
  const name = kindOf(task) === 'sign' ? subjectOf(task) : undefined;
  return (
    <div className="inbox-open">
      <p>{textIn(task, 'explanation')}</p>
      {name && <Subject name={name} isSigning={isSigning} onRead={onRead} onSign={onSign} />}
      <Answers task={task} isSign={name !== undefined} onTold={onTold} />
    </div>
  );
}

interface SubjectProps {
  readonly name: string;
  readonly isSigning: boolean;
  readonly onRead: (name: string) => void;
  readonly onSign: (name: string) => void;
}

/** Read anew each time it is opened: the signature is over the version that was read. */
function Subject({ name, isSigning, onRead, onSign }: SubjectProps) {
  const words = useClinicianWords();
  const { data, error } = useFhir<FhirResource>(name);
  const { sources } = useCompletionSettings();
  const link = data && linkInSource(data, sources);
  useEffect(() => {
    if (data && link === undefined) onRead(name);
  }, [data, link, name, onRead]);
  if (error) return <FailureNote error={error} />;
  if (!data) return null;
  return (
    <>
      {data.resourceType === 'DocumentReference' ? (
        <DocumentView document={data as DocumentReference} />
      ) : (
        <FactsView type={data.resourceType} id={data.id ?? ''} />
      )}
      {link === undefined ? (
        <>
          <p>{words.attest}</p>
          <Button size="md" loading={isSigning} onClick={() => onSign(name)}>
            {words.sign}
          </Button>
        </>
      ) : (
        <p>
          {words.source}{' '}
          {link && (
            <a href={link} target="_blank" rel="noreferrer">
              {words.openSource}
            </a>
          )}
        </p>
      )}
    </>
  );
}
