/** One thing that waits: what, of whom, by when and what follows; opened, the document and what can be done. */
import { displayName, displayTime, nameInUse, useFhir } from '@charthouse/ui';
import type { DocumentReference, Patient, Task } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { AmendActs } from '../documents/amend-acts.tsx';
import type { Run } from '../documents/use-amending.ts';
import { useExplanation, useTypeWords } from '../words/deficiency-words.ts';
import { dueOf, textIn, typeOf } from '../work/task-facts.ts';
import { Answers } from './answers.tsx';
import { SignSubject } from './sign-subject.tsx';
import { kindOf, subjectOf, useClinicianWords } from './use-inbox.ts';

interface InboxItemProps {
  readonly task: Task;
  /** Of the document that is signed. */
  readonly title: string | undefined;
  readonly isOpen: boolean;
  readonly isSigning: boolean;
  readonly amending: Run;
  readonly onToggle: () => void;
  /** The document is on the screen. */
  readonly onRead: (name: string) => void;
  readonly onSign: (name: string) => void;
  readonly onTold: (words: string) => void;
}

export function InboxItem(props: InboxItemProps) {
  const { task, title, isOpen, onToggle } = props;
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
        {title && <span>{title}</span>}
        <bdi>{displayName(nameInUse(patient.data?.name)) ?? '…'}</bdi>
        <span className={isLate ? 'time-past' : 'soft'}>
          {due === undefined ? words.noDue : isLate ? `▲ ${words.overdue(when)}` : words.due(when)}
        </span>
      </button>
      {isOpen && <Opened {...props} />}
    </li>
  );
}

function Opened({ task, isSigning, amending, onRead, onSign, onTold }: InboxItemProps) {
  const explained = useExplanation();
  const name = kindOf(task) === 'sign' ? subjectOf(task) : undefined;
  return (
    <div className="inbox-open">
      <p>{explained(textIn(task, 'explanation'))}</p>
      {name && <SignSubject name={name} isSigning={isSigning} onRead={onRead} onSign={onSign} />}
      {name?.startsWith('DocumentReference/') && <Amend name={name} run={amending} />}
      <Answers task={task} isSign={name !== undefined} onTold={onTold} />
    </div>
  );
}

/** An addendum before a second signature; a retraction instead of the first. */
function Amend({ name, run }: { readonly name: string; readonly run: Run }) {
  const { data } = useFhir<DocumentReference>(name);
  return data ? <AmendActs document={data} run={run} /> : null;
}
