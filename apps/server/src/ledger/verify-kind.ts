/** The job that verifies the ledger now, asked for by an administrator. docs/ledger.md */
import { type JobContext, type JobKind, JobRefused, verifyKindName } from '@charthouse/chart-store';
import { readKeyFile } from './key-file.ts';
import { type VerifyingServer, verifyOnce } from './verify-once.ts';

/** Milliseconds between two times that its progress is kept. */
const pause = 1_000;

export function verifyKind(server: VerifyingServer): JobKind {
  return {
    name: verifyKindName,
    maxAttempts: 3,
    run: (ctx) => run(ctx, server),
    verify: async ({ done, total = 0 }) =>
      done === total ? [] : [`${done} of ${total} leaves were compared, counted over all attempts.`],
  };
}

async function run({ step, job, signal }: JobContext, server: VerifyingServer): Promise<void> {
  const keys = await readKeyFile(server.settings);
  if (!keys) throw new JobRefused('The key of the ledger is not in the data folder of this server.');
  let told = job.done; // an attempt begins anew, counts do not
  let last: Promise<void> = Promise.resolve();
  let next = 0;
  const tell = (done: number, total: number, checkpoint?: { readonly holds: boolean }) => {
    const more = Math.max(done - told, 0);
    told += more;
    return step(async () => ({ total, done: more, ...(checkpoint && { checkpoint }) }));
  };
  const report = await verifyOnce(server, {
    ...{ keys, signal, began: Date.now() },
    onProgress: (done, total) => {
      if (performance.now() < next) return;
      next = performance.now() + pause;
      last = last.then(() => tell(done, total));
      last.catch(() => {}); // told when it is waited for
    },
  });
  await last;
  await tell(report.leaves, Math.max(report.leaves, told), { holds: report.holds });
}
