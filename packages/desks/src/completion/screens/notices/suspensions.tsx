/** Suspensions: who is suspended today, what is proposed and approved, who could be proposed, what has ended; with who and why. */
import { displayDate, FailureNote, useMe } from '@charthouse/ui';
import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoundWords } from '../words/use-round-words.ts';
import { PrintLetter } from './print-letter.tsx';
import { Table } from './table.tsx';
import { type Told, useRun, useTold } from './told.ts';

/** What can be done in a state, and who may. */
const open: Readonly<Record<string, readonly (readonly [act: string, needs: string])[]>> = {
  proposed: [
    ['approve', 'completion.approve'],
    ['refuse', 'completion.approve'],
    ['withdraw', 'completion.suspend'],
  ],
  approved: [
    ['enforce', 'completion.suspend'],
    ['withdraw', 'completion.suspend'],
  ],
  effective: [['lift', 'completion.suspend']],
};
const hasLetter = new Set(['proposed', 'approved', 'effective', 'lifted']);
const needsReason = new Set(['refuse', 'lift', 'withdraw']);

interface Asked {
  readonly act: string;
  readonly task: string;
  readonly name: string;
}

export default function SuspensionsScreen() {
  const { suspensions: words } = useRoundWords();
  const { top, rows, error, refetch } = useTold('$suspensions');
  const run = useRun('$suspend');
  const [asked, ask] = useState<Asked>();
  const all = rows('suspension');
  const inState = (...states: string[]) => all.filter((one) => states.includes(one.text('state')));
  const begin = (act: string, one: Told) => {
    const task = one.who('task').reference.slice('Task/'.length);
    if (needsReason.has(act)) ask({ act, task, name: one.who('practitioner').name });
    else run.mutate([['act', act], ['task', task]]); // biome-ignore format: one line
  };
  const failure = error ?? run.error;
  return (
    <div className="page">
      <h1>{words.title}</h1>
      {failure && <FailureNote error={failure} again={refetch} />}
      {asked && (
        <Why
          key={asked.task}
          asked={asked}
          onCancel={() => ask(undefined)}
          onSaid={(reason) => {
            run.mutate([['act', asked.act], ['task', asked.task], ['reason', reason]]); // biome-ignore format: one line
            ask(undefined);
          }}
        />
      )}
      {top && (
        <>
          <Shown caption={words.daily} empty={words.noneEffective} of={inState('effective')} onAct={begin} />
          <p className="soft">{words.exempt(top.text('exempt'))}</p>
          <div className="no-print">
            <Button variant="default" onClick={() => window.print()}>
              {words.print}
            </Button>
            <Shown
              caption={words.waiting}
              empty={words.noneWaiting}
              of={inState('proposed', 'approved')}
              onAct={begin}
            />
            <Candidates
              of={rows('candidate')}
              onPropose={(who) => run.mutate([['act', 'propose'], ['practitioner', who]])} // biome-ignore format: one line
            />
            <Shown caption={words.past} empty={words.nonePast} of={inState('lifted', 'refused', 'withdrawn')} />
          </div>
        </>
      )}
    </div>
  );
}

interface ShownProps {
  readonly caption: string;
  readonly empty: string;
  readonly of: readonly Told[];
  readonly onAct?: (act: string, one: Told) => void;
}

function Shown({ caption, empty, of, onAct }: ShownProps) {
  const { suspensions: words } = useRoundWords();
  const { i18n } = useTranslation();
  const { permissions } = useMe();
  const day = (text: string) => (text ? displayDate(text, i18n.language) : '');
  const acts = (one: Told): ReactNode => (
    <span className="round-acts no-print">
      {(open[one.text('state')] ?? [])
        .filter(([, needs]) => permissions.includes(needs))
        .map(([act]) => (
          <Button
            key={act}
            size="compact-sm"
            variant="default"
            aria-label={`${words.acts[act]}: ${one.who('practitioner').name}`}
            onClick={() => onAct?.(act, one)}
          >
            {words.acts[act]}
          </Button>
        ))}
      {hasLetter.has(one.text('state')) && (
        <PrintLetter
          of={`suspension=${one.who('task').reference.slice('Task/'.length)}`}
          whom={one.who('practitioner').name}
        />
      )}
    </span>
  );
  const heads = [words.who, words.state, words.from, words.to, words.grounds, words.daysInYear, words.last, words.act];
  return (
    <Table
      caption={caption}
      empty={empty}
      heads={heads}
      rows={of.map((one) => ({
        key: one.who('task').reference,
        cells: [
          one.who('practitioner').name,
          words.states[one.text('state')],
          day(one.text('from')),
          day(one.text('to')),
          one.references('deficiency').length,
          one.number('daysInYear'),
          one.text('last'),
          acts(one),
        ],
      }))}
    />
  );
}

interface CandidatesProps {
  readonly of: readonly Told[];
  readonly onPropose: (practitioner: string) => void;
}

function Candidates({ of, onPropose }: CandidatesProps) {
  const { suspensions: words } = useRoundWords();
  const { permissions } = useMe();
  return (
    <Table
      caption={words.candidates}
      empty={words.noneCandidates}
      heads={[words.who, words.days, words.grounds, words.act]}
      rows={of.map((one) => {
        const { reference, name } = one.who('practitioner');
        return {
          key: reference,
          cells: [
            name,
            one.number('days'),
            one.references('deficiency').length,
            permissions.includes('completion.suspend') && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`${words.acts.propose}: ${name}`}
                onClick={() => onPropose(reference)}
              >
                {words.acts.propose}
              </Button>
            ),
          ],
        };
      })}
    />
  );
}

interface WhyProps {
  readonly asked: Asked;
  readonly onSaid: (reason: string) => void;
  readonly onCancel: () => void;
}

function Why({ asked: { act, name }, onSaid, onCancel }: WhyProps) {
  const { suspensions: words } = useRoundWords();
  const [reason, setReason] = useState('');
  return (
    <form
      className="round-why"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) onSaid(reason.trim());
      }}
    >
      <TextInput
        label={words.reasonOf(words.acts[act] ?? act, name)}
        required
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Button type="submit">{words.acts[act]}</Button>
      <Button variant="default" onClick={onCancel}>
        {words.cancel}
      </Button>
    </form>
  );
}
