/** Signs here: the server asks for a fresh sign-in; what was to be signed is signed when the same person comes back from it. */
import { freshSignInAsked, useFhirClient, useMe } from '@charthouse/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

const kept = 'charthouse.to-sign';
/** Milliseconds in which somebody comes back from sign-in. */
const patience = 300_000;

interface Kept {
  readonly user: string;
  readonly at: number;
  readonly names: readonly string[];
}

export function useSigning(onSigned: (names: readonly string[]) => void) {
  const client = useFhirClient();
  const queries = useQueryClient();
  const { user, name, signInAnew } = useMe();
  const who = user ?? name;
  const run = useMutation({
    mutationFn: async (names: readonly string[]) => {
      const parameter = names.map((reference) => ({ name: 'document', valueReference: { reference } }));
      await client.send({ method: 'POST', path: '$sign', body: { resourceType: 'Parameters', parameter } });
      return names;
    },
    onSuccess: onSigned,
    onSettled: () => queries.invalidateQueries(),
  });
  const { mutate } = run;
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const back = JSON.parse(sessionStorage.getItem(kept) ?? 'null') as Kept | null;
    sessionStorage.removeItem(kept);
    if (back && back.user === who && Date.now() - back.at < patience) mutate(back.names);
  }, [who, mutate]);
  const maxAge = freshSignInAsked(run.error);
  return {
    ...run,
    /** To sign-in and back; absent: no fresh sign-in is asked for. */
    anew:
      maxAge === undefined || run.variables === undefined
        ? undefined
        : () => {
            sessionStorage.setItem(kept, JSON.stringify({ user: who, at: Date.now(), names: run.variables }));
            signInAnew?.(maxAge);
          },
  };
}
