/** The clinician's clock: how long work has been theirs. The record's clock is the due date alone and never stops. */

/** Milliseconds since 1970; without an end it goes on. */
export interface Span {
  readonly from: number;
  readonly to?: number;
}

/** Milliseconds between `since` and `now` without leave and waiting; pauses may overlap. */
export function timeWith(since: number, pauses: readonly Span[], now: number): number {
  let paused = 0;
  let reached = since;
  for (const { from, to = now } of [...pauses].sort((a, b) => a.from - b.from)) {
    const start = Math.max(from, reached);
    const end = Math.min(to, now);
    if (end <= start) continue;
    paused += end - start;
    reached = end;
  }
  return Math.max(0, now - since) - paused;
}
