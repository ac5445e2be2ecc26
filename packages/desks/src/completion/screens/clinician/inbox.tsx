/** The clinician's inbox, on a phone first: open, read, sign; or decline with a reason; or say that it is done. */
import { FailureNote } from '@charthouse/ui';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AmendedNote } from '../documents/amended-note.tsx';
import { type Amended, useAmending } from '../documents/use-amending.ts';
import { ChangeFailure } from '../work/change-failure.tsx';
import { DepartmentWork } from './department-work.tsx';
import { InboxItem } from './inbox-item.tsx';
import { kindOf, subjectOf, useClinicianWords, useInbox } from './use-inbox.ts';
import { useSigning } from './use-signing.ts';
import { useTitles } from './use-titles.ts';
import './inbox.css';

export default function InboxScreen() {
  const { t } = useTranslation();
  const words = useClinicianWords();
  const [open, setOpen] = useState<string>();
  const [opened, setOpened] = useState<readonly string[]>([]);
  const [told, setTold] = useState('');
  const [signed, setSigned] = useState<readonly string[]>([]);
  const { rows, counts, minutes, isPending, error } = useInbox(signed);
  const signing = useSigning((names) => {
    setSigned((all) => [...all, ...names]);
    setTold(words.signed(names.length));
    setAmended(undefined);
    setOpen(undefined);
  });
  const [amended, setAmended] = useState<Amended>();
  const amending = useAmending((done) => {
    setAmended(done);
    setOpen(undefined);
  });
  const ready = rows
    .flatMap((task) => (kindOf(task) === 'sign' ? (subjectOf(task) ?? []) : []))
    .filter((name) => opened.includes(name));
  const titleOf = useTitles(rows);
  if (error) return <FailureNote error={error} />;
  return (
    <div className="page inbox">
      <h1>{words.title}</h1>
      <p className="morning-line">
        {isPending ? t('chart.loading') : rows.length === 0 ? words.none : words.line(counts, minutes)}
      </p>
      <div role="status">{told && <p className="saved-note">{told}</p>}</div>
      {signing.anew ? (
        <p role="alert" className="saved-note">
          {words.again} <Button onClick={signing.anew}>{words.signIn}</Button>
        </p>
      ) : (
        <ChangeFailure error={signing.error} />
      )}
      <AmendedNote run={amending} amended={amended} signing={signing} />
      {ready.length > 1 && (
        <p>
          {words.attest}{' '}
          <Button loading={signing.isPending} onClick={() => signing.mutate(ready)}>
            {words.signAll(ready.length)}
          </Button>
        </p>
      )}
      <ul className="inbox-items" aria-label={words.items}>
        {rows.map((task) => (
          <InboxItem
            key={task.id}
            task={task}
            title={titleOf(task)}
            isOpen={open === task.id}
            isSigning={signing.isPending}
            amending={amending}
            onToggle={() => setOpen(open === task.id ? undefined : task.id)}
            onRead={(name) => setOpened((all) => (all.includes(name) ? all : [...all, name]))}
            onSign={(name) => signing.mutate([name])}
            onTold={(text) => {
              setTold(text);
              setOpen(undefined);
            }}
          />
        ))}
      </ul>
      <DepartmentWork onTold={setTold} />
    </div>
  );
}
