/** What a permit obliges to, as headers for the application that shows the answer. docs/access.md */
import type { Obligation } from '@charthouse/access';

const [banner, notice] = ['Charthouse-Emergency-Access', 'Charthouse-Notice'] as const;

/** Scripts of other origins may read them. */
export const obligationHeaderNames: readonly string[] = [banner, notice];

/** `until=2026-11-22T13:00:00.000Z`: show the banner until then; a notice goes with whatever is passed on. */
export function obligationHeaders(obligations: readonly Obligation[] = []): Record<string, string> {
  const until = Math.max(...obligations.map((one) => (one.kind === 'banner' ? one.until : 0)), 0);
  const notices = obligations.flatMap((one) => (one.kind === 'notice' ? [one.text] : []));
  return {
    ...(until > 0 && { [banner.toLowerCase()]: `until=${new Date(until).toISOString()}` }),
    ...(notices.length > 0 && { [notice.toLowerCase()]: notices.join(' ') }),
  };
}
