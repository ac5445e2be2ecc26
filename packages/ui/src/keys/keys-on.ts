/** Keys of a single letter can be turned off: https://www.w3.org/TR/WCAG22/#character-key-shortcuts */

const kept = 'charthouse.keys';

export function areKeysOn(): boolean {
  return localStorage.getItem(kept) !== 'off';
}

export function turnKeys(on: boolean): void {
  localStorage.setItem(kept, on ? 'on' : 'off');
}
