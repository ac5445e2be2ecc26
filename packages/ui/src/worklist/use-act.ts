/** Moves of one task or of many: what they would do, doing it a part at a time, taking them back. */
import { useQueryClient } from '@tanstack/react-query';
import type { Parameters, ParametersParameter, Reference } from 'fhir/r4';
import { useFhirClient } from '../data/fhir-context.ts';
import { named, partsOf, valueIn } from './parameters-read.ts';

/** Which tasks: those named, as `id/version`, or all that a list shows. */
export type Chosen =
  | { readonly kind: 'tasks'; readonly names: readonly string[] }
  | { readonly kind: 'list'; readonly list: string; readonly query: string };

export interface Act {
  readonly move: string;
  readonly words?: string;
  readonly owner?: Reference;
  /** Id of the list that they go to. */
  readonly to?: string;
}

export interface Outcome {
  readonly moved: number;
  /** `id/version` of each new version. */
  readonly names: readonly string[];
  readonly left: readonly { readonly reason: string; readonly count: number; readonly words?: string }[];
}

interface Answer extends Outcome {
  readonly next: string | undefined;
}

const atOnce = 200;

export function useAct() {
  const client = useFhirClient();
  const queries = useQueryClient();
  const ask = async (operation: string, parameter: readonly ParametersParameter[]): Promise<Answer> => {
    const body = { resourceType: 'Parameters', parameter };
    const answer = await client.send({ method: 'POST', path: `Task/$worklist-${operation}`, body });
    return read((await answer.json()) as Parameters);
  };
  const all = async (operation: string, chosen: Chosen, { input, tell }: Asking): Promise<Outcome> => {
    let sum: Outcome = { moved: 0, names: [], left: [] };
    try {
      for await (const part of parts(chosen, (more) => ask(operation, [...input, ...more]))) {
        sum = added(sum, part);
        tell?.(sum);
      }
    } finally {
      void queries.invalidateQueries({ queryKey: ['work', 'counts'] });
    }
    return sum;
  };
  return {
    preview: (act: Act, chosen: Chosen) => {
      const input = [...inputOf(act), { name: 'preview', valueBoolean: true }];
      return chosen.kind === 'list' ? ask('move', [...input, ...listOf(chosen)]) : all('move', chosen, { input });
    },
    run: (act: Act, chosen: Chosen, tell?: (so: Outcome) => void) =>
      all('move', chosen, { input: inputOf(act), ...(tell && { tell }) }),
    undo: (names: readonly string[]) => all('undo', { kind: 'tasks', names }, { input: [] }),
  };
}

interface Asking {
  readonly input: readonly ParametersParameter[];
  readonly tell?: (so: Outcome) => void;
}

async function* parts(
  chosen: Chosen,
  ask: (more: readonly ParametersParameter[]) => Promise<Answer>,
): AsyncGenerator<Answer> {
  if (chosen.kind === 'tasks') {
    for (let at = 0; at < chosen.names.length; at += atOnce)
      yield ask(chosen.names.slice(at, at + atOnce).map((name) => ({ name: 'task', valueString: name })));
    return;
  }
  let next: string | undefined;
  do {
    const answer = await ask([
      ...listOf(chosen),
      ...(next === undefined ? [] : [{ name: 'after', valueString: next }]),
    ]);
    yield answer;
    next = answer.next;
  } while (next !== undefined);
}

function listOf({ list, query }: Extract<Chosen, { kind: 'list' }>): ParametersParameter[] {
  return [
    { name: 'list', valueString: list },
    { name: 'query', valueString: query },
  ];
}

function inputOf({ move, words, owner, to }: Act): ParametersParameter[] {
  return [
    { name: 'move', valueCode: move },
    ...(words ? [{ name: 'words', valueString: words }] : []),
    ...(owner ? [{ name: 'owner', valueReference: owner }] : []),
    ...(to ? [{ name: 'to', valueString: to }] : []),
  ];
}

function read(answer: Parameters): Answer {
  const [moved] = named(answer, 'moved');
  const [next] = named(answer, 'next');
  return {
    moved: Number(moved && valueIn(moved)),
    names: named(answer, 'task').map((one) => String(valueIn(one))),
    left: named(answer, 'left')
      .map(partsOf)
      .map(({ reason, count, words }) => ({
        ...{ reason: String(reason), count: Number(count) },
        ...(words !== undefined && { words: String(words) }),
      })),
    next: next && String(valueIn(next)),
  };
}

function added(a: Outcome, b: Outcome): Outcome {
  const reasons = [...new Set([...a.left, ...b.left].map(({ reason }) => reason))];
  const left = reasons.map((reason) => {
    const all = [...a.left, ...b.left].filter((one) => one.reason === reason);
    const words = all.find((one) => one.words !== undefined)?.words;
    return { reason, count: all.reduce((sum, one) => sum + one.count, 0), ...(words !== undefined && { words }) };
  });
  return { moved: a.moved + b.moved, names: [...a.names, ...b.names], left };
}
