/** What became of an act on a document: a sign-in that it needs, why it was not done, or the new document, which is to be signed. */
import { Button } from '@mantine/core';
import { SignSubject } from '../clinician/sign-subject.tsx';
import type { useSigning } from '../clinician/use-signing.ts';
import { ChangeFailure } from '../work/change-failure.tsx';
import { useDocumentWords } from './amendment.ts';
import type { Amended, Run } from './use-amending.ts';

interface AmendedNoteProps {
  readonly run: Run;
  readonly amended: Amended | undefined;
  /** Absent: who is here signs nothing. */
  readonly signing?: ReturnType<typeof useSigning>;
}

export function AmendedNote({ run, amended, signing }: AmendedNoteProps) {
  const words = useDocumentWords();
  return (
    <>
      {run.anew ? (
        <p role="alert" className="saved-note">
          {words.again} <Button onClick={run.anew}>{words.signIn}</Button>
        </p>
      ) : (
        <ChangeFailure error={run.error} />
      )}
      <div role="status">{amended && <p className="saved-note">{words.written[amended.kind]}</p>}</div>
      {amended?.document && signing && (
        <div className="inbox-open">
          <SignSubject
            name={amended.document}
            isSigning={signing.isPending}
            onRead={() => {}}
            onSign={(name) => signing.mutate([name])}
          />
        </div>
      )}
    </>
  );
}
