/** All desks together: their lists, machines and rules, found by what is asked. Made once, from the desks that are mounted. */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import type { Desk, ListWords } from './desk.ts';
import { houseDesks } from './desks/index.ts';
import type { PlacementRule } from './placement-rule.ts';
import type { TaskMachine } from './task-machine.ts';
import type { Worklist } from './worklist.ts';

export interface Kernel {
  readonly desks: readonly Desk[];
  /** In the order of the menu. */
  readonly lists: readonly Worklist[];
  readonly list: (id: string) => Worklist | undefined;
  /** The rules that desks come with, top-down. */
  readonly rules: readonly PlacementRule[];
  /** Which machine rules a task; undefined: it is of somebody else's kind, which FHIR's rules alone hold for. */
  readonly machineOf: (task: JsonObject) => TaskMachine | undefined;
  /** The list that takes tasks of a kind by itself. */
  readonly listTaking: (code: string) => Worklist | undefined;
  readonly wordsOf: (list: string, language: string) => ListWords | undefined;
}

export function kernelOf(desks: readonly Desk[]): Kernel {
  const lists = desks.flatMap((desk) => desk.lists);
  const byId = new Map(lists.map((list) => [list.id, list]));
  const machines = new Map(
    desks
      .flatMap((desk) => desk.machines)
      .flatMap((machine) => machine.codes.map((code) => [`${machine.system}|${code}`, machine] as const)),
  );
  const taking = new Map(lists.flatMap((list) => (list.takes ?? []).map((code) => [code, list] as const)));
  const machineOf = (task: JsonObject) =>
    codingsOf(task)
      .map(({ system, code }) => machines.get(`${String(system)}|${String(code)}`))
      .find((machine) => machine !== undefined);
  return {
    desks,
    lists,
    list: (id) => byId.get(id),
    rules: desks.flatMap(({ rules = [] }) => rules),
    machineOf,
    listTaking: (code) => taking.get(code),
    wordsOf: (id, language) => {
      const [desk, name = ''] = id.split('/');
      const words = desks.find((one) => one.id === desk)?.words;
      return words?.[language === 'es' ? 'es' : 'en'].lists[name];
    },
  };
}

/** The kernel with the desks of the house alone. */
export const houseKernel = kernelOf(houseDesks);

/** The codes of a task. */
export function codingsOf({ code }: JsonObject): JsonObject[] {
  return isObject(code) && Array.isArray(code.coding) ? code.coding.filter(isObject) : [];
}
