/** Adds a deficiency by hand: what, whose, by when as the rule proposes, about which document. */
import { displayConcept, FailureNote, referenceTo, useFhirClient, useMe } from '@charthouse/ui';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Reference, Task } from 'fhir/r4';
import { type FormEvent, useState } from 'react';
import { deficiencyTypes } from '../../rules/deficiency-types.ts';
import { useTypeWords } from '../words/deficiency-words.ts';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { useCompletionSettings } from '../work/read-settings.ts';
import { useReread } from '../work/use-task-change.ts';
import { newDeficiency } from './new-deficiency.ts';
import { PickOwner } from './pick-owner.tsx';
import { proposedDue } from './proposed-due.ts';
import type { ChartSeen } from './use-chart.ts';

interface AddDeficiencyProps {
  readonly chart: Task;
  readonly seen: ChartSeen;
  /** The document that is open, as `DocumentReference/id`. */
  readonly document: string | undefined;
  readonly onDone: () => void;
}

export function AddDeficiency({ chart, seen, document, onDone }: AddDeficiencyProps) {
  const { add: words } = useTechnicianWords();
  const typeWords = useTypeWords();
  const settings = useCompletionSettings();
  const [type, setType] = useState('');
  const [about, setAbout] = useState(document ?? '');
  const [owner, setOwner] = useState<Reference>();
  const [day, setDay] = useState<string>();
  const [text, setText] = useState('');
  const rule = type ? proposedDue(type, seen.encounter, settings) : undefined;
  const shownDay = day ?? (rule?.at === undefined ? '' : dayOf(rule.at));
  const { mutate, error, isPending } = useAdding(onDone);
  const titleOf = (name: string) => {
    const found = seen.documents.find(({ id }) => `DocumentReference/${id}` === name);
    return found?.description ?? displayConcept(found?.type) ?? name;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isAsProposed = rule?.at !== undefined && shownDay === dayOf(rule.at);
    const due = isAsProposed ? new Date(rule.at!) : shownDay ? new Date(`${shownDay}T23:59:59`) : undefined;
    mutate({
      chart,
      written: {
        ...{ type, words: text.trim(), owner, due: due?.toISOString(), dueWords: rule?.rule, source: rule?.source },
        document: about ? { reference: about, words: titleOf(about) } : undefined,
      },
    });
  };
  return (
    <form className="add-deficiency" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      {error && <FailureNote error={error} />}
      <NativeSelect
        autoFocus
        required
        label={words.type}
        value={type}
        data={[{ value: '', label: words.pickType }, ...typesBy(typeWords)]}
        onChange={({ currentTarget: { value } }) => setType(value)}
      />
      <Owner owner={owner} onPick={setOwner} />
      <TextInput
        type="date"
        label={words.due}
        description={type && (rule ? words.dueFrom(rule.rule) : words.dueNone)}
        value={shownDay}
        onChange={({ currentTarget: { value } }) => setDay(value)}
      />
      <NativeSelect
        label={words.document}
        value={about}
        data={[
          { value: '', label: words.noDocument },
          ...seen.documents.map(({ id }) => ({
            value: `DocumentReference/${id}`,
            label: titleOf(`DocumentReference/${id}`),
          })),
        ]}
        onChange={({ currentTarget: { value } }) => setAbout(value)}
      />
      <Textarea autosize label={words.words} value={text} onChange={({ currentTarget: { value } }) => setText(value)} />
      <Acts isPending={isPending} isReady={type !== ''} onBack={onDone} />
    </form>
  );
}

interface ActsProps {
  readonly isPending: boolean;
  readonly isReady: boolean;
  readonly onBack: () => void;
}

function Acts({ isPending, isReady, onBack }: ActsProps) {
  const { add, item } = useTechnicianWords();
  return (
    <p className="trend-actions">
      <Button type="submit" loading={isPending} disabled={!isReady}>
        {add.save}
      </Button>
      <Button variant="default" onClick={onBack}>
        {item.back}
      </Button>
    </p>
  );
}

interface OwnerProps {
  readonly owner: Reference | undefined;
  readonly onPick: (owner: Reference) => void;
}

function Owner({ owner, onPick }: OwnerProps) {
  const { item } = useTechnicianWords();
  const [picks, setPicks] = useState(false);
  if (picks)
    return (
      <PickOwner
        onBack={() => setPicks(false)}
        onPick={(found) => {
          onPick(found);
          setPicks(false);
        }}
      />
    );
  return (
    <p>
      {item.owner}: <strong>{owner?.display ?? item.nobody}</strong>{' '}
      <Button size="compact-sm" variant="default" onClick={() => setPicks(true)}>
        {item.give}
      </Button>
    </p>
  );
}

const typesBy = (words: ReturnType<typeof useTypeWords>) =>
  deficiencyTypes
    .map(({ code }) => ({ value: code, label: words(code) ?? code }))
    .sort((a, b) => a.label.localeCompare(b.label));

/** `2026-12-14`, where who reads is. */
const dayOf = (time: number) => new Date(time).toLocaleDateString('en-CA');

function useAdding(onDone: () => void) {
  const client = useFhirClient();
  const me = useMe();
  const reread = useReread();
  return useMutation({
    mutationFn: async ({ chart, written }: { chart: Task; written: Parameters<typeof newDeficiency>[2] }) => {
      const by = me.fhirUser === undefined ? referenceTo(me) : { reference: me.fhirUser, display: me.name };
      await client.send({ method: 'POST', path: 'Task', body: newDeficiency(chart, by, written) });
    },
    onSuccess: onDone,
    onSettled: reread,
  });
}
