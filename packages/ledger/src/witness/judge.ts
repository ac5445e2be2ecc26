/** Whether a witness may cosign: the one place where forks and rollbacks are refused. https://c2sp.org/tlog-witness#add-checkpoint */
import type { Checkpoint } from '../note/checkpoint.ts';
import { equal } from '../octets/octets.ts';
import { verifyConsistency } from '../tree/consistency.ts';
import type { TreeHash } from '../tree/hash.ts';
import type { WitnessAnswer } from './messages.ts';

/** The latest checkpoint of a log that the witness cosigned. */
export interface Cosigned {
  readonly size: bigint;
  readonly root: Uint8Array;
}

export interface Submission {
  readonly oldSize: bigint;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
  /** Absent: none of this log yet. */
  readonly latest: Cosigned | undefined;
}

/** Why the witness refuses a checkpoint whose signature it has verified; undefined: it may cosign. */
export function refusal(submission: Submission, hash: TreeHash): WitnessAnswer | undefined {
  const { oldSize, proof, checkpoint, latest } = submission;
  const { size, root } = checkpoint;
  if (oldSize > size) return refuse(400, `The old size ${oldSize} is larger than that of the checkpoint, ${size}.`);
  if (oldSize !== (latest?.size ?? 0n)) return knownSize(latest);
  if (size === 0n && !equal(root, hash.empty)) return refuse(422, 'The root of an empty tree is the hash of nothing.');
  if (oldSize === 0n && proof.length > 0) return refuse(422, 'From the empty tree no proof is needed: send none.');
  const from = latest ?? { size: 0n, root: hash.empty };
  if (oldSize === 0n && size > 0n) return undefined;
  if (verifyConsistency({ from, to: checkpoint, proof }, hash)) return undefined;
  return refuse(422, `The tree of ${size} leaves is not shown to continue the one of ${oldSize} that was cosigned.`);
}

/** The answer that names the size which is known. */
export function knownSize(latest: Cosigned | undefined): WitnessAnswer {
  return { status: 409, contentType: 'text/x.tlog.size', body: `${latest?.size ?? 0n}\n` };
}

export function refuse(status: WitnessAnswer['status'], reason: string): WitnessAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${reason}\n` };
}
