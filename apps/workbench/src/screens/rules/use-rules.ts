/** The rules as the server has them, and trying and saving others. */
import { useFhirClient } from '@charthouse/ui';
import type { PlacementRule } from '@charthouse/worklist';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Bundle, Parameters, Task } from 'fhir/r4';

export interface RulesVersion {
  readonly version: number;
  readonly rules: readonly PlacementRule[];
}

interface ToldVersion extends RulesVersion {
  readonly note: string;
  /** Who made it. */
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface RulesNow extends RulesVersion {
  /** The rules that desks come with: they stand behind those of the hospital. */
  readonly brought: readonly PlacementRule[];
  /** Newest first. */
  readonly history: readonly ToldVersion[];
}

const path = '/workbench/rules';

export function useRulesNow() {
  const client = useFhirClient();
  return useQuery({
    queryKey: ['work', path],
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }) => (await (await client.send({ method: 'GET', path, signal })).json()) as RulesNow,
  });
}

export interface Way {
  readonly from: string;
  readonly to: string;
  readonly rule: string | undefined;
  readonly count: number;
  /** Some of the tasks that go this way. */
  readonly tasks: readonly Task[];
}

export interface Tried {
  readonly examined: number;
  readonly open: number;
  readonly ways: readonly Way[];
}

export function useTry() {
  const client = useFhirClient();
  return useMutation({
    mutationFn: async (rules: readonly PlacementRule[]): Promise<Tried> => {
      const parameter = [{ name: 'rules', valueString: JSON.stringify(rules) }];
      const body = { resourceType: 'Parameters', parameter };
      const answer = await client.send({ method: 'POST', path: 'Task/$placement-preview', body });
      const { parameter: told = [] } = (await answer.json()) as Parameters;
      const count = (name: string) => told.find((one) => one.name === name)?.valueInteger ?? 0;
      const ways = told.filter(({ name }) => name === 'goes').map(({ part = [] }) => part);
      const moving = ways.filter((part) => textOf(part, 'from') !== textOf(part, 'to'));
      const ids = moving.flatMap(tasksOf);
      const found = ids.length > 0 ? await client.read<Bundle>(`Task?_id=${ids.join(',')}&_count=500`) : undefined;
      const byId = new Map(found?.entry?.map(({ resource }) => [resource?.id, resource as Task]));
      return {
        ...{ examined: count('examined'), open: count('open') },
        ways: ways.map((part) => ({
          ...{ from: textOf(part, 'from') ?? '', to: textOf(part, 'to') ?? '', rule: textOf(part, 'rule') },
          count: part.find(({ name }) => name === 'count')?.valueInteger ?? 0,
          tasks: tasksOf(part).flatMap((id) => byId.get(id) ?? []),
        })),
      };
    },
  });
}

type Parts = NonNullable<NonNullable<Parameters['parameter']>[number]['part']>;

const textOf = (part: Parts, wanted: string) => part.find(({ name }) => name === wanted)?.valueString;
const tasksOf = (part: Parts) => part.flatMap(({ name, valueString = '' }) => (name === 'task' ? [valueString] : []));

interface Saving extends RulesVersion {
  readonly note: string;
}

/** Refused by 409 when somebody else has saved since `version`. */
export function useSaveRules(onSaved: (saved: RulesVersion) => Promise<unknown>) {
  const client = useFhirClient();
  return useMutation({
    mutationFn: async (body: Saving): Promise<RulesVersion> =>
      (await client.send({ method: 'PUT', path, body })).json(),
    onSuccess: onSaved,
  });
}
