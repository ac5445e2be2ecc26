/** What can be done with a document that stands: four acts that are kept apart, each with its reason. */
import { useMe } from '@charthouse/ui';
import { Button, Textarea, TextInput } from '@mantine/core';
import type { DocumentReference } from 'fhir/r4';
import { type FormEvent, useState } from 'react';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { useCompletionSettings } from '../work/read-settings.ts';
import { type Amendment, actsFor, useDocumentWords } from './amendment.ts';
import type { Run } from './use-amending.ts';
import './documents.css';

interface AmendActsProps {
  readonly document: DocumentReference;
  readonly run: Run;
}

export function AmendActs({ document, run }: AmendActsProps) {
  const words = useDocumentWords();
  const me = useMe();
  const { sources } = useCompletionSettings();
  const [kind, setKind] = useState<Amendment>();
  const acts = actsFor(document, me, sources);
  if (acts.length === 0) return null;
  if (kind) return <AmendForm document={document} kind={kind} run={run} onBack={() => setKind(undefined)} />;
  return (
    <p className="trend-actions amend-acts">
      {acts.map((act) => (
        <Button key={act} variant="default" onClick={() => setKind(act)}>
          {words.acts[act]}
        </Button>
      ))}
    </p>
  );
}

interface AmendFormProps extends AmendActsProps {
  readonly kind: Amendment;
  readonly onBack: () => void;
}

function AmendForm({ document, kind, run, onBack }: AmendFormProps) {
  const words = useDocumentWords();
  const { item } = useTechnicianWords();
  const [text, setText] = useState(kind === 'correction' ? textOf(document) : '');
  const [reason, setReason] = useState('');
  const [when, setWhen] = useState('');
  const writes = kind !== 'retraction';
  const isReady = reason.trim() && (!writes || text.trim()) && (kind !== 'late-entry' || when);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    run.mutate({
      ...{ name: `DocumentReference/${document.id}`, kind, reason: reason.trim() },
      ...(writes && { text: text.trim() }),
      ...(when && { when: new Date(when).toISOString() }),
    });
  };
  return (
    <form className="ask-words" aria-label={words.kinds[kind]} onSubmit={submit}>
      <p>
        <strong>{words.kinds[kind]}.</strong> {words.what[kind]}
      </p>
      {kind === 'late-entry' && (
        <TextInput
          required
          type="datetime-local"
          label={words.when}
          value={when}
          onChange={({ currentTarget: { value } }) => setWhen(value)}
        />
      )}
      {writes && (
        <Textarea
          autosize
          required
          minRows={3}
          label={kind === 'correction' ? words.corrected : words.text}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
      )}
      <TextInput
        required
        label={words.reason}
        value={reason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
      <p className="trend-actions">
        <Button type="submit" loading={run.isPending} disabled={!isReady}>
          {words.save[kind]}
        </Button>
        <Button variant="default" onClick={onBack}>
          {item.back}
        </Button>
      </p>
    </form>
  );
}

/** Of a plain text; else empty: it is written anew. */
function textOf({ content }: DocumentReference): string {
  const { contentType, data } = content[0]?.attachment ?? {};
  if (data === undefined || !contentType?.startsWith('text/plain')) return '';
  return new TextDecoder().decode(Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0)));
}
