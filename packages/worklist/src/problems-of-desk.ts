/** What is wrong with the desks that are mounted together: said before anybody signs in. */
import type { Desk, DeskWords } from './desk.ts';
import { kernelOf } from './kernel.ts';
import type { TaskMachine } from './task-machine.ts';

/** In sentences; none: they fit together. */
export function problemsOfDesks(desks: readonly Desk[]): string[] {
  const { lists, list, rules } = kernelOf(desks);
  const codes = desks.flatMap(({ machines }) => machines.flatMap((one) => one.codes));
  return [
    ...twice(
      'desk',
      desks.map(({ id }) => id),
    ),
    ...twice(
      'list',
      lists.map(({ id }) => id),
    ),
    ...twice('code of a task', codes),
    ...twice(
      'list that takes',
      lists.flatMap(({ takes = [] }) => takes),
    ),
    ...twice(
      'rule',
      rules.map(({ id }) => id),
    ),
    ...rules
      .filter(({ to }) => !list(to))
      .map(({ id, to }) => `The rule ${id} places tasks in ${to}, which is no list.`),
    ...lists
      .flatMap(({ takes = [] }) => takes)
      .filter((code) => !codes.includes(code))
      .map((code) => `No machine rules ${code}, which a list takes.`),
    ...desks.flatMap((desk) => desk.machines.flatMap(problemsOfMachine)),
    ...desks.flatMap(problemsOfWords),
  ];
}

function twice(what: string, ids: readonly string[]): string[] {
  const again = ids.filter((id, at) => ids.indexOf(id) !== at);
  return [...new Set(again)].map((id) => `There are two of the ${what} ${id}.`);
}

function problemsOfMachine({ id, starts, moves }: TaskMachine): string[] {
  const reached = new Set([...starts, ...moves.flatMap(({ to }) => to ?? [])]);
  const lost = moves.flatMap(({ from }) => from).filter((state) => !reached.has(state));
  const ends = [...reached].filter((state) => !moves.some(({ from, to }) => to && from.includes(state)));
  return [
    ...twice(
      `move of ${id}`,
      moves.map((move) => move.id),
    ),
    ...[...new Set(lost)].map((state) => `No task of ${id} ever becomes ${state}.`),
    ...(ends.length + moves.filter(({ to }) => to === 'completed').length > 0 ? [] : [`No task of ${id} ever ends.`]),
  ];
}

function problemsOfWords({ id, lists, machines, words }: Desk): string[] {
  const names = lists.map((list) => list.id.split('/'));
  const codes = machines.flatMap((one) => one.codes);
  return (Object.entries(words) as [string, DeskWords][]).flatMap(([language, own]) => [
    ...names.filter(([desk]) => desk !== id).map((name) => `The list ${name.join('/')} is not below its desk, ${id}.`),
    ...names
      .filter(([, name = '']) => !own.lists[name])
      .map((name) => `${name.join('/')} has no words in ${language}.`),
    ...codes.filter((code) => !own.kinds[code]).map((code) => `Tasks ${code} have no name in ${language}.`),
    ...Object.keys(words.en.moves ?? {})
      .filter((move) => !own.moves?.[move])
      .map((move) => `The move ${move} has no word in ${language}.`),
  ]);
}
