/** A ledger with keys and a head that are kept in memory. */
import { createPrivateKey, createPublicKey, sign as signWith } from 'node:crypto';
import { verifierKey } from '@charthouse/ledger';
import type pg from 'pg';
import { within } from '../jobs/run-job.ts';
import { beginLedger } from './begin.ts';
import { type KeptHead, type LedgerSigner, publish, signCheckpoint } from './checkpoints.ts';
import { sha256 } from './cryptography.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { sequence } from './sequence.ts';

export function testSigner(name = 'hospital.example/log', seed = 1): LedgerSigner {
  const secret = new Uint8Array(32).fill(seed);
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), secret]);
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  const publicKey = new Uint8Array(Buffer.from(x as string, 'base64url'));
  return {
    key: verifierKey({ name, type: 'ed25519', publicKey }, sha256),
    sign: (message) => new Uint8Array(signWith(null, message, key)),
  };
}

export function headInMemory(): KeptHead & { note: string | undefined } {
  const kept: KeptHead & { note: string | undefined } = {
    note: undefined,
    read: async () => kept.note,
    write: async (note) => {
      kept.note = note;
    },
  };
  return kept;
}

/** Everything that waits gets its leaf, and a checkpoint is published. Answers the size. */
export async function sequenceAll(client: pg.Client, head: KeptHead, signer = testSigner()): Promise<bigint> {
  const query = oneAtATime(within(client));
  await client.query('begin');
  const begun = await beginLedger(query, { keys: async () => ({ signers: [signer] }), head });
  await client.query('commit');
  if ('halted' in begun) throw new Error(begun.halted);
  for (;;) {
    await client.query('begin');
    const { edge, more, leaves } = await sequence(query, {});
    await client.query('commit');
    await publish(query, await signCheckpoint(edge, [signer]), head);
    if (!more && leaves === 0) return edge.size;
  }
}
