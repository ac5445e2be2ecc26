/** Settings by section, each asked for as what it is. */
import { Button, Fieldset, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CompletionSettings } from '../../settings.ts';
import { useRulesWords } from '../words/rules-words.ts';
import { type Field, type Section, sectionsOf, valueAt, withValue } from './fields.ts';

interface Editing {
  readonly draft: CompletionSettings;
  readonly onDraft: (draft: CompletionSettings) => void;
}

export function SettingFields({ draft, onDraft }: Editing) {
  const words = useRulesWords();
  const { levels } = draft.notices;
  const withLevels = (next: typeof levels) => onDraft({ ...draft, notices: { ...draft.notices, levels: next } });
  const level = { afterDays: (levels.at(-1)?.afterDays ?? -1) + 7, title: '', text: '', channel: 'inbox' as const };
  return (
    <>
      {sectionsOf(draft).map((section) => (
        <Fieldset key={`${section.id}${section.at ?? ''}`} legend={legendOf(section, words)} className="round-part">
          {section.fields.map((field) => (
            <OneField key={field.path.join('.')} field={field} draft={draft} onDraft={onDraft} />
          ))}
        </Fieldset>
      ))}
      <div className="round-bar">
        <Button variant="default" onClick={() => withLevels([...levels, level])}>
          {words.addLevel}
        </Button>
        {levels.length > 0 && (
          <Button variant="default" onClick={() => withLevels(levels.slice(0, -1))}>
            {words.removeLast}: {words.sections.level} {levels.length}
          </Button>
        )}
        <Button
          variant="default"
          onClick={() => onDraft({ ...draft, sources: [...draft.sources, { source: '', signs: 'here' }] })}
        >
          {words.addSource}
        </Button>
        {draft.sources.length > 0 && (
          <Button variant="default" onClick={() => onDraft({ ...draft, sources: draft.sources.slice(0, -1) })}>
            {words.removeLast}: {words.sections.sources} {draft.sources.length}
          </Button>
        )}
      </div>
    </>
  );
}

const legendOf = ({ id, at }: Section, words: ReturnType<typeof useRulesWords>) =>
  [words.sections[id], at].filter((part) => part !== undefined).join(' ');

interface OneFieldProps extends Editing {
  readonly field: Field;
}

function OneField({ field: { path, kind }, draft, onDraft }: OneFieldProps) {
  const words = useRulesWords();
  const name = String(path.at(-1));
  const state = path[0] === 'letters' ? `${words.states[String(path[1])]}: ` : '';
  const label = `${state}${words.fields[name] ?? name}`;
  const value = valueAt(draft, path);
  const set = (next: unknown) => onDraft(withValue(draft, path, next));
  if (kind === 'days')
    return (
      <NumberInput
        label={label}
        value={Number(value)}
        min={0}
        allowDecimal={false}
        onChange={(next) => set(Number(next))}
      />
    );
  if (kind === 'line')
    return (
      <TextInput label={label} value={String(value ?? '')} onChange={({ currentTarget }) => set(currentTarget.value)} />
    );
  if (kind === 'lines')
    return (
      <Textarea
        label={label}
        value={String(value ?? '')}
        autosize
        minRows={2}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      />
    );
  if (kind === 'json') return <JsonList label={label} value={value} onValue={set} />;
  return (
    <NativeSelect
      label={label}
      value={String(value)}
      data={kind.map((one) => ({ value: one, label: words.choices[one] ?? one }))}
      onChange={({ currentTarget }) => set(currentTarget.value)}
    />
  );
}

interface JsonListProps {
  readonly label: string;
  readonly value: unknown;
  readonly onValue: (value: unknown) => void;
}

/** What is no list yet stays in the field, and is told. */
function JsonList({ label, value, onValue }: JsonListProps) {
  const words = useRulesWords();
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const parsed = listIn(text);
  return (
    <Textarea
      label={label}
      value={text}
      autosize
      minRows={2}
      maxRows={24}
      spellCheck={false}
      error={parsed ? undefined : words.notJson}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const next = listIn(currentTarget.value);
        if (next) onValue(next);
      }}
    />
  );
}

function listIn(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
