/** The answer of an operation of this desk: its rows, and what stands in each part. */
import { named, useFhirClient } from '@charthouse/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Parameters, ParametersParameter } from 'fhir/r4';

export interface Told {
  /** Of the last part of this name; empty: there is none. */
  readonly text: (name: string) => string;
  /** Of every part of this name. */
  readonly texts: (name: string) => readonly string[];
  readonly number: (name: string) => number;
  /** Reference and what it is called. */
  readonly who: (name: string) => { readonly reference: string; readonly name: string };
  readonly references: (name: string) => readonly string[];
  /** What each is called. */
  readonly named: (name: string) => readonly string[];
}

function toldIn(parts: readonly ParametersParameter[]): Told {
  const all = (name: string) => parts.filter((one) => one.name === name);
  const contentOf = (one: ParametersParameter | undefined) => {
    const key = one && (Object.keys(one).find((own) => own.startsWith('value')) as keyof ParametersParameter);
    return key === undefined ? undefined : one?.[key];
  };
  const value = (name: string) => contentOf(all(name).at(-1));
  return {
    text: (name) => String(value(name) ?? ''),
    texts: (name) => all(name).map((one) => String(contentOf(one) ?? '')),
    number: (name) => Number(value(name) ?? 0),
    who: (name) => {
      const { reference = '', display } = all(name).at(-1)?.valueReference ?? {};
      return { reference, name: display ?? reference };
    },
    named: (name) => all(name).flatMap(({ valueReference: one }) => one?.display ?? one?.reference ?? []),
    references: (name) => all(name).flatMap(({ valueReference }) => valueReference?.reference ?? []),
  };
}

/** @param path below `/fhir/R4`, such as `$suspensions` */
export function useTold(path: string) {
  const client = useFhirClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['completion', path],
    queryFn: ({ signal }) => client.read<Parameters>(path, signal),
  });
  const told = toldOf(data ?? { resourceType: 'Parameters' });
  return { top: data && told.top, rows: told.rows, error, refetch: () => void refetch() };
}

/** What stands in the answer, and in its rows of a name. */
export function toldOf(answer: Parameters) {
  const rows = (name: string) => named(answer, name).map(({ part = [] }) => toldIn(part));
  return { top: toldIn(answer.parameter ?? []), rows };
}

/** Runs an operation that changes something; every number of this desk is counted anew after it. */
export function useRun(operation: string) {
  const client = useFhirClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (input: readonly (readonly [name: string, value: string])[]) => {
      const parameter = input.map(([name, valueString]) => ({ name, valueString }));
      const body = { resourceType: 'Parameters', ...(parameter.length > 0 && { parameter }) };
      const answer = await client.send({ method: 'POST', path: operation, body });
      return (await answer.json()) as Parameters;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['completion'] }),
  });
}
