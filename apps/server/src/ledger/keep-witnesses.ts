/** Sends the newest checkpoint to the witnesses, and keeps what they answer. https://c2sp.org/tlog-witness */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ChartStore,
  consistencyProof,
  headOf,
  keepCosignature,
  lastCosigned,
  latestCheckpoint,
} from '@charthouse/chart-store';
import { parseNote, writeSignatureLine } from '@charthouse/ledger';
import type { Log } from '../serve/log.ts';
import { sendToWitness, type WitnessPeer } from '../witness/send-to-witness.ts';

export interface WitnessesOptions {
  readonly store: Pick<ChartStore, 'search' | 'transaction'>;
  readonly peers: readonly WitnessPeer[];
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/** Milliseconds between two checkpoints that are sent. */
const pause = 5_000;

/** Begins at once; the function it returns ends it. */
export function keepWitnesses({ store, peers, log }: WitnessesOptions): () => Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const told = new Map<WitnessPeer, string>();
  const follow = async (peer: WitnessPeer) => {
    while (!signal.aborted) {
      const words = await askOne(store, peer, signal).catch((error: Error) => error.message);
      if (words !== undefined && words !== told.get(peer) && !signal.aborted)
        log.warn({ witness: peer.key.name, reason: words }, 'a witness did not cosign the newest checkpoint');
      told.set(peer, words ?? '');
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  };
  const ended = Promise.all(peers.map(follow));
  return async () => {
    stop.abort();
    await ended;
  };
}

/** Why it did not cosign; undefined when it did, or has done. */
async function askOne(
  store: WitnessesOptions['store'],
  peer: WitnessPeer,
  signal: AbortSignal,
): Promise<string | undefined> {
  const text = await latestCheckpoint(store.search);
  if (text === undefined) return undefined;
  const { size } = headOf(text);
  const witness = peer.key.name;
  const oldSize = await lastCosigned(store.search, witness);
  if (oldSize >= size) return undefined;
  const prove = (from: bigint, to: bigint) => consistencyProof(store.search, from, to);
  const outcome = await sendToWitness(peer, { checkpoint: parseNote(text), oldSize, prove, signal });
  if (outcome.kind === 'cosigned') {
    const [line] = outcome.cosignatures.map(writeSignatureLine);
    if (line !== undefined) await store.transaction((tx) => keepCosignature(tx.query, { size, witness, line }));
    return undefined;
  }
  if (outcome.kind === 'ahead')
    return `It has cosigned ${outcome.knownSize} leaves, and this ledger has ${size}: it was rolled back, or forked.`;
  return outcome.reason;
}
