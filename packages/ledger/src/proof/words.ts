/** What a checked proof shows, in words for whoever was handed it. docs/ledger.md */
import type { Statement } from '../leaf/kinds.ts';
import { toBase64 } from '../octets/base64.ts';
import type { BundleReport } from './verify-bundle.ts';

export interface ProofInWords {
  /** One sentence: proven, or not and why not. */
  readonly verdict: string;
  /** What, when, where and who saw it: label and text. Only what the file says, unless the proof holds. */
  readonly facts: readonly (readonly [label: string, text: string])[];
}

/** The result of `verifyBundle` for people. */
export function proofInWords({ holds, findings, proven, witnessed }: BundleReport): ProofInWords {
  if (!proven) return { verdict: `Not proven. ${findings.map(({ words }) => words).join(' ')}`, facts: [] };
  const { statement, index, checkpoint } = proven;
  const wrong = findings.filter((finding) => !finding.holds).map(({ words }) => words);
  const what = nameOf(statement);
  const seen = witnessed.map(({ name, time }) => `${name}, ${instant(time * 1_000_000n)}`).join('; ');
  return {
    verdict: holds
      ? `Proven: ${what} is in the log ${checkpoint.origin}, unaltered since it was recorded.`
      : `Not proven. ${wrong.join(' ')}`,
    facts: [
      ['what', what],
      ...timesOf(statement),
      ...('content' in statement ? [['content', `SHA-256 ${hex(statement.content)}`] as const] : []),
      ['log', checkpoint.origin],
      ['place', `leaf ${index} of ${checkpoint.size}`],
      ['checkpoint', `size ${checkpoint.size}, root ${toBase64(checkpoint.root)}`],
      ['witnesses', seen || `none that you trust${holds ? ': it is proven against the key of the log alone' : ''}`],
    ],
  };
}

function nameOf(statement: Statement): string {
  switch (statement.kind) {
    case 'version':
      return `version ${statement.version} of ${statement.type}/${statement.id}${statement.deleted ? ', which deleted it,' : ''}`;
    case 'access':
      return `access ${statement.id}`;
    case 'accesses':
      return `a batch of ${statement.rows} accesses`;
    case 'change':
      return `version ${statement.version} of ${statement.subject} ${statement.id}`;
    case 'destruction':
      return `destruction ${statement.id} of ${statement.leaves.length} leaves`;
  }
}

function timesOf(statement: Statement): readonly (readonly [string, string])[] {
  const stated = 'by the clock of the server';
  if (statement.kind !== 'accesses') return [['recorded', `${instant(statement.time)}, ${stated}`]];
  return [['recorded', `${instant(statement.first)} to ${instant(statement.last)}, ${stated}`]];
}

/** Microseconds since 1970 as people read them; far years, which no calendar has, as the number. */
function instant(microseconds: bigint): string {
  const date = new Date(Number(microseconds / 1_000_000n) * 1000);
  if (Number.isNaN(date.getTime())) return `${microseconds} µs since 1970`;
  return `${date.toISOString().slice(0, -5).replace('T', ' ')} UTC`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
