/** What a person likes on this machine: the size of the text, and whether single letters are keys (WCAG 2.1.4). */
import { useSyncExternalStore } from 'react';

export const textSizes = [100, 110, 125, 150] as const;

export interface Preferences {
  readonly textSize: (typeof textSizes)[number];
  readonly hasLetterKeys: boolean;
}

const kept = 'charthouse.preferences';
const changed = 'charthouse:preferences';
const usual: Preferences = { textSize: 100, hasLetterKeys: true };

let read: Preferences | undefined;

function preferences(): Preferences {
  read ??= { ...usual, ...(JSON.parse(localStorage.getItem(kept) ?? '{}') as Partial<Preferences>) };
  return read;
}

export function prefer(change: Partial<Preferences>): void {
  read = { ...preferences(), ...change };
  localStorage.setItem(kept, JSON.stringify(read));
  apply();
  dispatchEvent(new Event(changed));
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    addEventListener(changed, listener);
    return () => removeEventListener(changed, listener);
  }, preferences);
}

function apply(): void {
  document.documentElement.style.fontSize = `${preferences().textSize}%`;
}

/** Once, before anything is shown. */
export function startPreferences(): void {
  apply();
  addEventListener('keydown', dropLetterKey, { capture: true });
}

/** Lists hear no single letter when it was turned off; fields do. */
function dropLetterKey(event: KeyboardEvent): void {
  const { key, ctrlKey, altKey, metaKey, target } = event;
  if (preferences().hasLetterKeys || ctrlKey || altKey || metaKey || key.length !== 1 || key === ' ') return;
  const isField =
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
  if (!isField) event.stopImmediatePropagation();
}
