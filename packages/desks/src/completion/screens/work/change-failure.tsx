/** Why a change was not made: somebody else was quicker, or what the server says. */
import { FailureNote } from '@charthouse/ui';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { isStale } from './use-task-change.ts';

export function ChangeFailure({ error }: { readonly error: Error | null }) {
  const { chart: words } = useTechnicianWords();
  if (!error) return null;
  if (!isStale(error)) return <FailureNote error={error} />;
  return (
    <p role="alert" className="failure">
      {words.stale}
    </p>
  );
}
