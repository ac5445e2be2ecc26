/** Whether this process can serve now: the state that `/readyz` shows. */
import type { LedgerStatus } from '@charthouse/chart-store';

export interface Readiness {
  /** Set when the process begins to stop. */
  stopping: boolean;
  /** True when the database answers; must not take longer than a few seconds. */
  readonly database: () => Promise<boolean>;
  /** False while accesses cannot be recorded: nothing is answered then. */
  readonly log: () => boolean;
  /** How the ledger stands; says nothing about whether requests are answered. */
  readonly ledger: () => Promise<LedgerStatus>;
}

/** What `/readyz` says of the ledger; undefined while nobody can tell. */
export async function ledgerDetail({ ledger }: Readiness) {
  const status = await ledger().catch(() => undefined);
  return (
    status && {
      size: status.size,
      ...(status.halted !== null && { halted: status.halted }),
      ...(status.unwitnessed.length > 0 && { unwitnessed: status.unwitnessed.map(({ name }) => name) }),
      ...(status.verified && {
        verified: { to: new Date(status.verified.to).toISOString(), holds: status.verified.holds },
      }),
    }
  );
}

export interface ReadyState {
  readonly status: 'ready' | 'starting or stopping' | 'no database' | 'no access log';
  readonly ready: boolean;
}

const patience = 2_000;

/** Asks the database, for at most two seconds. */
export async function readyState(readiness: Readiness): Promise<ReadyState> {
  if (readiness.stopping) return { status: 'starting or stopping', ready: false };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience);
  });
  const answers = await Promise.race([readiness.database().catch(() => false), late]);
  clearTimeout(timer);
  if (!answers) return { status: 'no database', ready: false };
  return readiness.log() ? { status: 'ready', ready: true } : { status: 'no access log', ready: false };
}
