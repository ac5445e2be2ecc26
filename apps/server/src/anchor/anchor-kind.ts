/** The job that anchors the newest head of the log; off unless CHARTHOUSE_ANCHOR_URL is set. docs/ledger.md */
import { type JobContext, type JobKind, JobRefused, ledgerHeads } from '@charthouse/chart-store';
import type { Anchor } from '@charthouse/ledger-anchor';
import { anchorHead } from './anchor-head.ts';

export const anchorKindName = 'anchor';

/** `open` for each attempt: a key file that was put right is read again. */
export function anchorKind(open: () => Promise<Anchor>): JobKind {
  return {
    name: anchorKindName,
    maxAttempts: 20,
    run: (ctx) => run(ctx, open),
    verify: async (job) => (job.done === 1 ? [] : [`${job.done} heads were looked at instead of one.`]),
  };
}

async function run({ step, query }: JobContext, open: () => Promise<Anchor>): Promise<void> {
  const outcome = await anchorHead(await open(), ledgerHeads(query)).catch((error: Error) => {
    throw error.name === 'AnchorRefused' ? new JobRefused(error.message) : error;
  });
  if (outcome.kind === 'rewritten') throw new JobRefused(outcome.reason);
  const { kind, size } = outcome;
  const transaction = 'transaction' in outcome ? outcome.transaction : null;
  await step(async () => ({ total: 1, done: 1, checkpoint: { kind, size: Number(size), transaction } }));
}
