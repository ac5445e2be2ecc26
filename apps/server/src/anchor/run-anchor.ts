/** The work of `charthouse anchor`. */
import { type LedgerHeads, ledgerHeads, openStore } from '@charthouse/chart-store';
import { type Anchor, AnchorFailed, AnchorRefused, deployAnchor } from '@charthouse/ledger-anchor';
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { failure } from '../command-line/stop.ts';
import { withDatabase } from '../database/with-database.ts';
import { anchorHead, disagreement, originHash } from './anchor-head.ts';
import { configuredAccess, openConfigured } from './open-configured.ts';

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report'>;

/** Resolves to the exit code: 1 also where the log does not continue what the chain keeps. */
export async function runAnchor(
  action: 'deploy' | 'state' | 'now',
  { settings, report }: Surroundings,
): Promise<number> {
  try {
    if (action === 'deploy') {
      const contract = await deployAnchor(await configuredAccess(settings));
      report.say(`The contract is at ${contract}. Set CHARTHOUSE_ANCHOR_CONTRACT=${contract}`, { contract });
      return 0;
    }
    const anchor = await openConfigured(settings);
    return await withDatabase(settings, async (connectionString) => {
      const store = await openStore({ connectionString, writeConnections: 1, searchConnections: 1 });
      const act = action === 'state' ? tellState : anchorNow;
      return act(anchor, ledgerHeads(store.search), report).finally(() => store.close());
    });
  } catch (error) {
    if (error instanceof AnchorFailed || error instanceof AnchorRefused) throw failure(error.message, error);
    throw error;
  }
}

async function anchorNow(anchor: Anchor, heads: LedgerHeads, report: Surroundings['report']): Promise<number> {
  const outcome = await anchorHead(anchor, heads);
  if (outcome.kind === 'rewritten') {
    report.say(`NOT ANCHORED: ${outcome.reason}`, { anchored: false, reason: outcome.reason });
    return 1;
  }
  const text =
    outcome.kind === 'anchored'
      ? `The head of ${outcome.size} leaves is anchored (transaction ${outcome.transaction}).`
      : `Nothing new: the chain has the head of ${outcome.size} leaves.`;
  report.say(text, { anchored: true, ...outcome, size: Number(outcome.size) });
  return 0;
}

async function tellState(anchor: Anchor, heads: LedgerHeads, report: Surroundings['report']): Promise<number> {
  const newest = await heads.newest();
  const kept = newest && (await anchor.head(originHash(newest.origin)));
  if (!kept) {
    report.say(`The chain keeps no head of this log under ${anchor.publisher}.`, { publisher: anchor.publisher });
    return 0;
  }
  const reason = await disagreement(kept, newest, heads);
  const time = new Date(Number(kept.time) * 1000).toISOString();
  const holds = `The log continues the head of ${kept.size} leaves that the chain has kept since ${time}, under ${anchor.publisher}.`;
  report.say(reason ? `WRONG: ${reason}` : holds, {
    ...{ holds: !reason, publisher: anchor.publisher, size: Number(kept.size), time },
    ...(reason && { reason }),
  });
  return reason ? 1 : 0;
}
