/** A document as it stands: its state, its text, what happened to it, and what can be done with it. Related ones open in its place. */
import { DocumentView, FailureNote, useFhir } from '@charthouse/ui';
import { Button } from '@mantine/core';
import type { DocumentReference } from 'fhir/r4';
import { type ReactNode, useState } from 'react';
import { linkInSource } from '../work/link-in-source.ts';
import { useCompletionSettings } from '../work/read-settings.ts';
import { AmendActs } from './amend-acts.tsx';
import { useDocumentWords } from './amendment.ts';
import { DocumentStory } from './document-story.tsx';
import type { Run } from './use-amending.ts';

interface DocumentPanelProps {
  /** `DocumentReference/id` */
  readonly name: string;
  readonly run: Run;
}

export function DocumentPanel({ name, run }: DocumentPanelProps) {
  const words = useDocumentWords();
  const [path, setPath] = useState<readonly string[]>([]);
  const shown = path.at(-1) ?? name;
  const { data, error } = useFhir<DocumentReference>(shown);
  if (error) return <FailureNote error={error} />;
  if (!data) return null;
  return (
    <div className="document-panel" data-status={data.status}>
      {path.length > 0 && (
        <Button size="compact-sm" variant="default" onClick={() => setPath(path.slice(0, -1))}>
          {words.back}
        </Button>
      )}
      <StateNote document={data} />
      <DocumentView key={data.id} document={data} />
      <DocumentStory document={data} onOpen={(next) => setPath([...path, next])} />
      <AmendActs key={`acts of ${data.id} ${data.meta?.versionId}`} document={data} run={run} />
    </div>
  );
}

function StateNote({ document }: { readonly document: DocumentReference }): ReactNode {
  const words = useDocumentWords();
  const { sources } = useCompletionSettings();
  const link = linkInSource(document, sources);
  if (document.status === 'entered-in-error') return <p className="document-note">{words.retractedNote}</p>;
  if (document.status === 'superseded') return <p className="document-note">{words.replacedNote}</p>;
  if (link === undefined) return null;
  return (
    <p className="document-note">
      {words.source}{' '}
      {link && (
        <a href={link} target="_blank" rel="noreferrer">
          {words.openSource}
        </a>
      )}
    </p>
  );
}
