/** Matches in time linear in the text, whatever the pattern: all ways through it at once. https://swtch.com/~rsc/regexp/regexp1.html */
import type { RegexNode } from './regex-tree.ts';

/** One step: goes on at `next` (and `other`), where its test holds. */
interface Step {
  readonly kind: 'character' | 'split' | 'end of pattern' | 'start' | 'end' | 'boundary' | 'inside';
  readonly fits?: (character: string) => boolean;
  next: number;
  other: number;
}

export type Program = readonly Step[];

/** Patterns that would take more steps than this are not made. */
const mostSteps = 3000;

/** Undefined where the pattern is too large. */
export function programOf(tree: RegexNode): Program | undefined {
  const steps: Step[] = [];
  if (!add(tree, steps)) return undefined;
  steps.push({ kind: 'end of pattern', next: -1, other: -1 });
  return steps;
}

/** Appends the steps of a node; they go on behind the last of them. False where there are too many. */
function add(node: RegexNode, steps: Step[]): boolean {
  if (steps.length > mostSteps) return false;
  const here = steps.length;
  switch (node.kind) {
    case 'character':
      steps.push({ kind: node.kind, fits: node.fits, next: here + 1, other: -1 });
      return true;
    case 'all':
      return node.parts.every((part) => add(part, steps));
    case 'one':
      return addChoice(node.parts, steps);
    case 'repeat':
      return addRepeat(node, steps);
    default:
      steps.push({ kind: node.kind, next: here + 1, other: -1 });
      return true;
  }
}

function addChoice(parts: readonly RegexNode[], steps: Step[]): boolean {
  const exits: Step[] = [];
  for (const [at, part] of parts.entries()) {
    const last = at === parts.length - 1;
    const fork: Step = { kind: 'split', next: steps.length + 1, other: -1 };
    if (!last) steps.push(fork);
    if (!add(part, steps)) return false;
    if (last) break;
    const exit: Step = { kind: 'split', next: -1, other: -1 };
    steps.push(exit);
    exits.push(exit);
    fork.other = steps.length;
  }
  for (const exit of exits) exit.next = steps.length;
  return true;
}

function addRepeat({ part, min, max }: Extract<RegexNode, { kind: 'repeat' }>, steps: Step[]): boolean {
  for (let at = 0; at < min; at++) if (!add(part, steps)) return false;
  if (max === Number.POSITIVE_INFINITY) {
    const fork: Step = { kind: 'split', next: steps.length + 1, other: -1 };
    steps.push(fork);
    if (!add(part, steps)) return false;
    steps.push({ kind: 'split', next: steps.indexOf(fork), other: -1 });
    fork.other = steps.length;
    return true;
  }
  const forks: Step[] = [];
  for (let at = min; at < max; at++) {
    const fork: Step = { kind: 'split', next: steps.length + 1, other: -1 };
    steps.push(fork);
    forks.push(fork);
    if (!add(part, steps)) return false;
  }
  for (const fork of forks) fork.other = steps.length;
  return true;
}

/** Somewhere in the text. */
export function isMatch(program: Program, text: string, unicode: boolean): boolean {
  const characters = unicode ? [...text] : text.split('');
  let states: number[] = [];
  const seen = new Int32Array(program.length).fill(-1);
  for (let at = 0; at <= characters.length; at++) {
    const open = [...states, 0];
    const waiting: number[] = [];
    while (open.length > 0) {
      const state = open.pop()!;
      if (seen[state] === at) continue;
      seen[state] = at;
      const { kind, next, other } = program[state]!;
      if (kind === 'end of pattern') return true;
      if (kind === 'character') waiting.push(state);
      else if (kind === 'split') {
        open.push(next);
        if (other >= 0) open.push(other);
      } else if (holds(kind, characters, at)) open.push(next);
    }
    states = waiting.filter((state) => at < characters.length && program[state]!.fits!(characters[at]!));
    states = states.map((state) => program[state]!.next);
  }
  return false;
}

function holds(kind: Step['kind'], characters: readonly string[], at: number): boolean {
  if (kind === 'start') return at === 0;
  if (kind === 'end') return at === characters.length;
  const word = (character: string | undefined) => character !== undefined && /\w/.test(character);
  return (word(characters[at - 1]) !== word(characters[at])) === (kind === 'boundary');
}
