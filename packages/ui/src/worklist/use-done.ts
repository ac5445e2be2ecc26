/** What was done last, and taking it back. */
import { useState } from 'react';
import { type Outcome, useAct } from './use-act.ts';

export interface Done {
  readonly last: { readonly move: string; readonly outcome: Outcome; readonly isUndone: boolean } | undefined;
  readonly error: Error | undefined;
  readonly tell: (move: string, outcome: Outcome) => void;
  readonly undo: () => void;
  readonly forget: () => void;
}

interface Around {
  /** Resolves when they are shown as they are now. */
  readonly reread: (ids: readonly string[]) => Promise<void>;
  /** Reads the list anew. */
  readonly renew: () => void;
  readonly onDone: () => void;
}

/** As many rows are read anew one by one; of more the whole list is. */
const mostRead = 500;

export function useDone({ reread, renew, onDone }: Around): Done {
  const act = useAct();
  const [last, setLast] = useState<Done['last']>();
  const [error, setError] = useState<Error>();
  /** What is said to be done is seen: the next key means the rows as they are now. */
  const after = async (done: NonNullable<Done['last']>) => {
    const { names } = done.outcome;
    if (names.length > mostRead) renew();
    else await reread(names.map((name) => name.split('/')[0] ?? ''));
    setLast(done);
    onDone();
  };
  return {
    last,
    error,
    tell: (move, outcome) => {
      setError(undefined);
      void after({ move, outcome, isUndone: false });
    },
    undo: () => {
      if (!last || last.isUndone || last.outcome.names.length === 0) return;
      act
        .undo(last.outcome.names)
        .then((outcome) => after({ ...last, outcome, isUndone: true }))
        .catch(setError);
    },
    forget: () => setLast(undefined),
  };
}
