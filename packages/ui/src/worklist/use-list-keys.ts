/** Keys of a list besides those of its rows; a held key does nothing. */
import type { Move } from '@charthouse/worklist';
import { type KeyboardEvent, type RefObject, useRef } from 'react';
import { keyOf, workKeys } from '../keys/keys.ts';
import type { Done } from './use-done.ts';
import type { Marks } from './use-marks.ts';

interface KeysAround {
  readonly act: (move: string) => void;
  readonly moves: readonly Move[];
  readonly marks: Marks;
  readonly done: Done;
  readonly thing: RefObject<HTMLElement | null>;
  readonly filter: RefObject<HTMLInputElement | null>;
  readonly onOpen: (id: string | undefined) => void;
  readonly onGo: (letter: string) => void;
  readonly isOpen: boolean;
}

/** Answers whether it was one of them. */
export function useListKeys({ act, moves, marks, done, thing, filter, onOpen, onGo, isOpen }: KeysAround) {
  const going = useRef(false);
  const finishing = moves.find(({ to }) => to === 'completed')?.id;
  const does: Readonly<Record<(typeof workKeys)[number]['id'], () => void>> = {
    finish: () => finishing && act(finishing),
    assign: () => act('assign'),
    pend: () => act('pend'),
    claim: () => act('claim'),
    route: () => act('route'),
    find: () => filter.current?.focus(),
    evidenceBack: () => step(thing.current, -1),
    evidenceOn: () => step(thing.current, 1),
    go: () => {
      going.current = true;
    },
    undo: done.undo,
    stepBack: () => (marks.count > 0 ? marks.clear() : onOpen(undefined)),
  };
  return (event: KeyboardEvent): boolean => {
    if (event.repeat) return false;
    if (going.current && event.key.length === 1) {
      going.current = false;
      onGo(event.key);
      return true;
    }
    const key = keyOf(event, workKeys);
    if (key === undefined || (key === 'stepBack' && marks.count === 0 && !isOpen)) return false;
    does[key]();
    return true;
  };
}

/** Marks the next or previous thing that the open task rests on. */
function step(thing: HTMLElement | null, by: 1 | -1): void {
  const all = [...(thing?.querySelectorAll<HTMLElement>('[data-evidence]') ?? [])];
  if (all.length === 0) return;
  const at = all.findIndex((one) => one.dataset.at === 'true');
  const next = all[(at + by + all.length) % all.length]!;
  for (const one of all) one.dataset.at = String(one === next);
  next.scrollIntoView({ block: 'nearest' });
}
