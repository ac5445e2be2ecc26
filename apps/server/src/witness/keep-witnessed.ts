/** Shows each witness the newest head of the log, again and again, and keeps what it cosigns. https://c2sp.org/tlog-witness */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChartStore, keepCosignature, keepWitnessState, lastCosigned, ledgerHeads } from '@charthouse/chart-store';
import { parseNote, writeSignatureLine } from '@charthouse/ledger';
import type { Log } from '../serve/log.ts';
import { sendToWitness, type WitnessOutcome, type WitnessPeer } from './send-to-witness.ts';

export interface Witnessing {
  readonly store: ChartStore;
  readonly peers: readonly WitnessPeer[];
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/** Milliseconds: between looks for a newer head, and after a question that was not answered as wished. */
const pauses = { look: 500, least: 1_000, most: 60_000 };

/** Begins at once; the function it returns ends it. */
export function keepWitnessed({ store, peers, log }: Witnessing): () => Promise<void> {
  const stop = new AbortController();
  const ended = Promise.all(peers.map((peer) => follow(peer, { store, log, signal: stop.signal })));
  return async () => {
    stop.abort();
    await ended;
  };
}

type Following = Omit<Witnessing, 'peers'> & { readonly signal: AbortSignal };

async function follow(peer: WitnessPeer, { store, log, signal }: Following): Promise<void> {
  let pause = pauses.least;
  let told = '';
  while (!signal.aborted) {
    const answer = await askOnce(peer, store, signal).catch((error: unknown) => {
      if (!signal.aborted) log.warn({ err: error, witness: peer.key.name }, 'the log could not ask its witness');
      return 'failed' as const;
    });
    const well = answer === undefined || (answer !== 'failed' && answer.kind === 'cosigned');
    const words = answer === 'failed' || answer === undefined ? told : tell(peer, answer, { log, told });
    pause = well ? pauses.look : Math.min(pause * 2, pauses.most);
    told = words;
    await sleep(well ? pauses.look : pause, undefined, { signal }).catch(() => {});
  }
}

/** Undefined: there is nothing newer than what this witness cosigned. */
async function askOnce(peer: WitnessPeer, store: ChartStore, signal: AbortSignal): Promise<WitnessOutcome | undefined> {
  const heads = ledgerHeads(store.search);
  const newest = await heads.newest();
  const oldSize = await lastCosigned(store.search, peer.key.name);
  if (!newest || newest.size === oldSize) return undefined;
  const outcome = await sendToWitness(peer, {
    checkpoint: parseNote(newest.note),
    oldSize: oldSize < newest.size ? oldSize : 0n,
    prove: heads.prove,
    signal,
  });
  if (signal.aborted) return undefined;
  if (outcome.kind === 'ahead' && ((await heads.newest())?.size ?? 0n) >= outcome.knownSize) return undefined; // another process was quicker
  await store.transaction(async ({ query }) => {
    const { size } = newest;
    const witness = peer.key.name;
    if (outcome.kind === 'cosigned')
      await keepCosignature(query, { size, witness, line: writeSignatureLine(outcome.cosignatures[0]!) });
    await keepWitnessState(query, { witness, size, outcome: outcome.kind, reason: reasonOf(outcome) });
  });
  return outcome;
}

function reasonOf(outcome: WitnessOutcome): string {
  if (outcome.kind === 'cosigned') return '';
  if (outcome.kind === 'ahead')
    return `It has cosigned a head of ${outcome.knownSize} leaves of this log, which has fewer now: the log was rolled back.`;
  return outcome.reason.trim();
}

/** Says each thing once. */
function tell(
  peer: WitnessPeer,
  outcome: WitnessOutcome,
  { log, told }: { log: Witnessing['log']; told: string },
): string {
  const reason = reasonOf(outcome);
  const words = `${outcome.kind} ${reason}`;
  if (words === told) return told;
  const about = { witness: peer.key.name, ...(reason && { reason }) };
  if (outcome.kind === 'cosigned') log.info(about, 'the witness cosigns the heads of the log');
  else if (outcome.kind === 'unreachable') log.warn(about, 'the witness does not answer; it is asked again');
  else log.error(about, 'the witness does not cosign the head of the log');
  return words;
}
