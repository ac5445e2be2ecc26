/** Figures as people read them. */

/** `12,340` */
export function count(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}

/** `1 file`, `12,340 files`; `plural` where it is not the word with an s. */
export function counted(n: number, word: string, plural = `${word}s`): string {
  return `${count(n)} ${Math.round(n) === 1 ? word : plural}`;
}

/** Seconds as `1:02:03` or `2:03`. */
export function clock(seconds: number): string {
  const all = Math.ceil(seconds);
  const parts = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
