/** What a proof says of itself, for a list that goes with proofs. Nothing of it is verified here. docs/ledger.md */
import type { Statement } from '../leaf/kinds.ts';
import { Malformed } from '../malformed.ts';
import { parseCheckpoint } from '../note/checkpoint.ts';
import { toBase64 } from '../octets/base64.ts';
import { fromBigEndian64 } from '../octets/numbers.ts';
import { parseBundle } from './bundle.ts';

export interface ProofFacts {
  /** `Patient/1`, `AuditEvent/…`. */
  readonly name: string;
  /** 0 for an access. */
  readonly version: number;
  /** Milliseconds since 1970, by the clock of the server. */
  readonly recorded: number;
  /** SHA-256 of the exact stored bytes, hexadecimal. */
  readonly digest: string;
  /** Position of its leaf. */
  readonly leaf: number;
  readonly origin: string;
  /** Of the checkpoint. */
  readonly size: number;
  /** Of the checkpoint, base64. */
  readonly root: string;
  /** Cosignatures; `at` in milliseconds since 1970. */
  readonly witnesses: readonly { readonly name: string; readonly at: number }[];
}

/** @throws Malformed, also for a proof of something else than a version or an access */
export function proofFacts(file: string): ProofFacts {
  const { opening, index, checkpoint } = parseBundle(file);
  const { origin, size, root } = parseCheckpoint(checkpoint.text);
  return {
    ...subjectOf(opening.row?.statement ?? opening.statement),
    ...{ leaf: Number(index), origin, size: Number(size), root: toBase64(root) },
    witnesses: checkpoint.signatures.flatMap(({ name, signature }) =>
      name !== origin && signature.length === cosignatureLength
        ? [{ name, at: Number(fromBigEndian64(signature)) * 1000 }]
        : [],
    ),
  };
}

/** A time of eight bytes, then the signature. */
const cosignatureLength = 72;

function subjectOf(statement: Statement): Pick<ProofFacts, 'name' | 'version' | 'recorded' | 'digest'> {
  const { kind } = statement;
  if (kind !== 'version' && kind !== 'access') throw new Malformed(`This is a proof of a ${kind}, not of a record.`);
  return {
    name: kind === 'version' ? `${statement.type}/${statement.id}` : `AuditEvent/${statement.id}`,
    version: kind === 'version' ? Number(statement.version) : 0,
    recorded: Number(statement.time / 1000n),
    digest: Array.from(statement.content, (byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
}
