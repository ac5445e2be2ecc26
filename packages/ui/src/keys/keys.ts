/** Every key of the workbench: what binds them reads these tables, and so does what `?` shows. */
import type { KeyboardEvent } from 'react';
import { areKeysOn } from './keys-on.ts';

interface Binding<Id extends string> {
  readonly id: Id;
  /** As `KeyboardEvent.key`. */
  readonly keys: readonly string[];
  /** With Ctrl, on a Mac Command. */
  readonly isCtrl?: true;
  /** A single letter or sign: it can be turned off. https://www.w3.org/TR/WCAG22/#character-key-shortcuts */
  readonly isLetter?: true;
}

const bindings = <const Id extends string>(all: readonly Binding<Id>[]) => all;

/** Of any rows that have the focus. */
export const rowKeys = bindings([
  { id: 'next', keys: ['ArrowDown'] },
  { id: 'previous', keys: ['ArrowUp'] },
  { id: 'next', keys: ['j', 'J'], isLetter: true },
  { id: 'previous', keys: ['k', 'K'], isLetter: true },
  { id: 'pageDown', keys: ['PageDown'] },
  { id: 'pageUp', keys: ['PageUp'] },
  { id: 'first', keys: ['Home'] },
  { id: 'last', keys: ['End'] },
  { id: 'open', keys: ['Enter'] },
]);

/** Of the rows of a worklist, besides. */
export const markKeys = bindings([
  { id: 'mark', keys: [' '] },
  { id: 'mark', keys: ['x'], isLetter: true },
  { id: 'markAll', keys: ['a'], isCtrl: true },
]);

/** Of a worklist whose rows have the focus. */
export const workKeys = bindings([
  { id: 'finish', keys: ['e'], isLetter: true },
  { id: 'assign', keys: ['a'], isLetter: true },
  { id: 'pend', keys: ['p'], isLetter: true },
  { id: 'claim', keys: ['c'], isLetter: true },
  { id: 'route', keys: ['r'], isLetter: true },
  { id: 'find', keys: ['/'], isLetter: true },
  { id: 'evidenceBack', keys: ['['], isLetter: true },
  { id: 'evidenceOn', keys: [']'], isLetter: true },
  { id: 'go', keys: ['g'], isLetter: true },
  { id: 'undo', keys: ['z'], isCtrl: true },
  { id: 'stepBack', keys: ['Escape'] },
]);

/** Of every screen; `hotkey` as Mantine writes it. */
export const frameKeys = [
  { id: 'palette', hotkey: 'mod+K', shown: 'Ctrl K' },
  { id: 'help', hotkey: 'shift+?', shown: '?' },
  { id: 'home', hotkey: 'alt+H', shown: 'Alt H' },
  { id: 'patients', hotkey: 'alt+P', shown: 'Alt P' },
] as const;

/** Which of them was pressed. */
export function keyOf<Id extends string>(
  { key, ctrlKey, metaKey, altKey }: KeyboardEvent,
  all: readonly Binding<Id>[],
): Id | undefined {
  const isCtrl = ctrlKey || metaKey;
  const found = all.find((one) => one.keys.includes(key) && (one.isCtrl ?? false) === isCtrl);
  return altKey || (found?.isLetter && !areKeysOn()) ? undefined : found?.id;
}

const signs: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  PageDown: 'Page ↓',
  PageUp: 'Page ↑',
  Escape: 'Esc',
  ' ': 'Space',
};

/** Each id once, with all its keys as they are shown. */
export function shownKeys<Id extends string>(all: readonly Binding<Id>[]): readonly (readonly [Id, string])[] {
  return [...new Set(all.map(({ id }) => id))].map((id) => [
    id,
    all
      .filter((one) => one.id === id)
      .map(
        ({ keys: [key = ''], isCtrl }) => `${isCtrl ? 'Ctrl ' : ''}${signs[key] ?? (isCtrl ? key.toUpperCase() : key)}`,
      )
      .join(' '),
  ]);
}
