/** One task: what it is about, why it is here, and the acts that are open to this person. */
import { codingsOf, type Move, openMoves } from '@charthouse/worklist';
import { Button, Textarea } from '@mantine/core';
import type { Task } from 'fhir/r4';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { displayConcept, displayReference } from '../fhir/concepts.ts';
import { displayTime } from '../fhir/dates.ts';
import { useDeskWords, useKernel } from './kernel-context.ts';
import { useMe } from './me.ts';
import { useMoveWords } from './move-words.ts';
import { isStale, useMove } from './use-move.ts';

interface TaskViewProps {
  readonly task: Task;
  readonly onMoved: (task: Task) => void;
  /** Moves that need a choice, such as whom to give it to. */
  readonly onAct?: (move: string) => void;
  /** Shown beside the words: a way to the chart. */
  readonly links?: React.ReactNode;
}

export function TaskView({ task, onMoved, onAct, links }: TaskViewProps) {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const [asking, setAsking] = useState<Move>();
  const { mutate, error, isPending } = useMove(task, onMoved);
  const { machineOf } = useKernel();
  const machine = machineOf(task as never);
  const moves = machine ? openMoves(machine, task.status, (permission) => permissions.includes(permission)) : [];
  const word = useMoveWords();
  const words = useDeskWords();
  const make = (move: Move) => {
    if (onAct && (move.id === 'assign' || move.given?.includes('list'))) onAct(move.id);
    else if (asksWords(move)) setAsking(move);
    else mutate({ move, words: '' });
  };
  return (
    <article>
      <h2>{words.kind(String(codingsOf(task as never)[0]?.code)) ?? displayConcept(task.code)}</h2>
      <p>{task.description}</p>
      <Inputs task={task} />
      {links}
      {error && !isStale(error) && <FailureNote error={error} />}
      {isStale(error) && (
        <p role="alert" className="failure">
          {t('work.changed')}
        </p>
      )}
      {asking ? (
        <Words
          key={asking.id}
          move={asking}
          isPending={isPending}
          onGive={(words) => mutate({ move: asking, words }, { onSuccess: () => setAsking(undefined) })}
          onBack={() => setAsking(undefined)}
        />
      ) : (
        <p className="trend-actions">
          {moves.map((move, at) => (
            <Button
              key={move.id}
              variant={at === 0 ? 'filled' : 'default'}
              loading={isPending}
              onClick={() => make(move)}
            >
              {word(move.id)}
            </Button>
          ))}
          {moves.length === 0 && <span className="soft">{t('work.ended')}</span>}
        </p>
      )}
    </article>
  );
}

const asksWords = ({ given = [] }: Move) => given.includes('statusReason') || given.includes('output');

interface WordsProps {
  readonly move: Move;
  readonly isPending: boolean;
  readonly onGive: (words: string) => void;
  readonly onBack: () => void;
}

function Words({ move, isPending, onGive, onBack }: WordsProps) {
  const { t } = useTranslation();
  const word = useMoveWords();
  const [words, setWords] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onGive(words.trim());
      }}
    >
      <Textarea
        autoFocus
        autosize
        minRows={2}
        required
        label={t(move.given?.includes('output') ? 'work.result' : 'work.why')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <p className="trend-actions">
        <Button variant="default" onClick={onBack}>
          {t('keys.back')}
        </Button>
        <Button type="submit" loading={isPending} disabled={!words.trim()}>
          {word(move.id)}
        </Button>
      </p>
    </form>
  );
}

function Inputs({ task }: { readonly task: Task }) {
  const { t, i18n } = useTranslation();
  const facts: readonly (readonly [string, string | undefined])[] = [
    ...(task.input ?? []).map(
      (one) =>
        [
          displayConcept(one.type) ?? '',
          one.valueString ??
            displayConcept(one.valueCodeableConcept) ??
            (one.valueInstant && displayTime(one.valueInstant, i18n.language)),
        ] as const,
    ),
    [t('work.asked-by'), displayReference(task.requester)],
    [t('work.since'), task.authoredOn && displayTime(task.authoredOn, i18n.language)],
    [t('work.due'), task.restriction?.period?.end && displayTime(task.restriction.period.end, i18n.language)],
    [t('work.owner'), displayReference(task.owner)],
    [t('work.why'), displayConcept(task.statusReason)],
    ...(task.output ?? []).map((one) => [t('work.result'), one.valueString] as const),
  ];
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} data-evidence>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
    </dl>
  );
}
