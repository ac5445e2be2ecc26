/** A move before it is made: what it would do to how many, what has to be given, then doing it. */
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { useFhirClient } from '../data/fhir-context.ts';
import { useDeskWords, useKernel } from './kernel-context.ts';
import { accountSystem, useMe } from './me.ts';
import { type Act, type Chosen, type Outcome, useAct } from './use-act.ts';

export interface Acting {
  /** Id of a move. */
  readonly move: string;
  readonly chosen: Chosen;
}

interface ActPanelProps {
  readonly acting: Acting;
  readonly list: string;
  readonly given: ReadonlySet<string>;
  readonly onDone: (move: string, outcome: Outcome) => void;
  readonly onBack: () => void;
}

export function ActPanel({ acting: { move, chosen }, list, given, onDone, onBack }: ActPanelProps) {
  const { t } = useTranslation();
  const { preview, run } = useAct();
  const [words, setWords] = useState('');
  const [to, setTo] = useState('');
  const [owner, setOwner] = useState<Colleague>();
  const [so, setSo] = useState<Outcome>();
  const [error, setError] = useState<Error>();
  const seen = useQuery({
    queryKey: ['work', 'preview', move, chosen],
    gcTime: 0,
    queryFn: () => preview({ move }, chosen),
  });
  const asksWords = given.has('statusReason') || given.has('output');
  const isGiven = (!asksWords || words.trim()) && (!given.has('list') || to) && (move !== 'assign' || owner);
  const act = async (event: FormEvent) => {
    event.preventDefault();
    const asked: Act = {
      ...{ move, words: words.trim(), to },
      ...(owner && { owner: { identifier: { system: accountSystem, value: owner.user }, display: owner.name } }),
    };
    setSo({ moved: 0, names: [], left: [] });
    setError(undefined);
    try {
      onDone(move, await run(asked, chosen, setSo));
    } catch (failure) {
      setError(failure as Error);
      setSo(undefined);
    }
  };
  return (
    <form
      className="work-act"
      aria-label={t('work.preview')}
      onSubmit={act}
      onKeyDown={(event) => event.key === 'Escape' && onBack()}
    >
      <Effect outcome={seen.data} isPending={seen.isPending} />
      {(seen.error ?? error) && <FailureNote error={(seen.error ?? error)!} />}
      {move === 'assign' && <Colleagues list={list} onPick={setOwner} />}
      {given.has('list') && <Lists list={list} value={to} onPick={setTo} />}
      {asksWords && (
        <Textarea
          autoFocus
          autosize
          required
          label={t(given.has('output') ? 'work.result' : 'work.why')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      <p className="trend-actions">
        <Button
          type="submit"
          autoFocus={!asksWords}
          loading={so !== undefined}
          disabled={!isGiven || !seen.data?.moved}
        >
          {t('work.doIt', { count: seen.data?.moved ?? 0 })}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t('keys.back')}
        </Button>
        <span role="status" className="soft">
          {so !== undefined && so.moved > 0 && t('work.soFar', { count: so.moved })}
        </span>
      </p>
    </form>
  );
}

function Effect({ outcome, isPending }: { readonly outcome: Outcome | undefined; readonly isPending: boolean }) {
  const { t } = useTranslation();
  if (isPending) return <p className="soft">{t('work.looking')}</p>;
  return (
    <div role="status">
      <p>
        <strong>{t('work.willMove', { count: outcome?.moved ?? 0 })}</strong>
      </p>
      <Left left={outcome?.left ?? []} />
    </div>
  );
}

/** Those that stay as they are, with why. */
export function Left({ left }: Pick<Outcome, 'left'>) {
  const { t } = useTranslation();
  return left.map(({ reason, count, words }) => (
    <p key={reason} className="soft">
      {t(`work.left-${reason}` as 'work.left-changed', { count })} {words}
    </p>
  ));
}

interface Colleague {
  readonly user: string;
  readonly name: string;
}

function Colleagues({
  list,
  onPick,
}: {
  readonly list: string;
  readonly onPick: (one: Colleague | undefined) => void;
}) {
  const { t } = useTranslation();
  const client = useFhirClient();
  const me = useMe();
  const path = `/workbench/colleagues?list=${list}`;
  const found = useQuery({
    queryKey: ['work', path],
    queryFn: async () => (await (await client.send({ method: 'GET', path })).json()) as { colleagues: Colleague[] },
  });
  const all = found.data?.colleagues ?? [];
  return (
    <NativeSelect
      autoFocus
      label={t('work.giveTo')}
      data={[
        { value: '', label: '–' },
        ...all.map(({ user, name }) => ({ value: user, label: user === me.user ? t('work.meNamed', { name }) : name })),
      ]}
      onChange={(event) => onPick(all.find(({ user }) => user === event.currentTarget.value))}
    />
  );
}

interface ListsProps {
  readonly list: string;
  readonly value: string;
  readonly onPick: (id: string) => void;
}

function Lists({ list, value, onPick }: ListsProps) {
  const { t } = useTranslation();
  const { lists } = useKernel();
  const words = useDeskWords();
  const others = lists.filter(({ id, query }) => id !== list && query.some(([name]) => name === '_tag'));
  return (
    <NativeSelect
      autoFocus
      label={t('work.sendTo')}
      value={value}
      data={[{ value: '', label: '–' }, ...others.map(({ id }) => ({ value: id, label: words.list(id) }))]}
      onChange={(event) => onPick(event.currentTarget.value)}
    />
  );
}
