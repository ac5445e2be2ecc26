/** An act that the server may want a fresh sign-in for: what was to be done is done when the same person comes back from it. */
import { freshSignInAsked, useMe } from '@charthouse/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/** Milliseconds in which somebody comes back from sign-in. */
const patience = 300_000;

interface Kept<Input> {
  readonly user: string;
  readonly at: number;
  readonly input: Input;
}

interface FreshAct<Input, Output> {
  /** Where it is kept meanwhile: one name for each kind of act. */
  readonly name: string;
  readonly run: (input: Input) => Promise<Output>;
  readonly onDone: (done: Output, input: Input) => void;
}

/** `Input` is plain data. */
export function useFreshAct<Input, Output>({ name: act, run: mutationFn, onDone }: FreshAct<Input, Output>) {
  const queries = useQueryClient();
  const { user, name, signInAnew } = useMe();
  const [who, kept] = [user ?? name, `charthouse.${act}`];
  const run = useMutation({ mutationFn, onSuccess: onDone, onSettled: () => queries.invalidateQueries() });
  const { mutate } = run;
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const back = JSON.parse(sessionStorage.getItem(kept) ?? 'null') as Kept<Input> | null;
    sessionStorage.removeItem(kept);
    if (back && back.user === who && Date.now() - back.at < patience) mutate(back.input);
  }, [kept, who, mutate]);
  const maxAge = freshSignInAsked(run.error);
  return {
    ...run,
    /** To sign-in and back; absent: no fresh sign-in is asked for. */
    anew:
      maxAge === undefined || run.variables === undefined
        ? undefined
        : () => {
            sessionStorage.setItem(kept, JSON.stringify({ user: who, at: Date.now(), input: run.variables }));
            signInAnew?.(maxAge);
          },
  };
}
