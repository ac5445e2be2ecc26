/** Notes, checkpoints and Ed25519 edge cases of https://c2sp.org, https://github.com/transparency-dev/tessera and C2SP/CCTV. */

import { describe, expect, it } from 'vitest';
import {
  openNote,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  writeCheckpoint,
  writeNote,
  writeVerifierKey,
} from '../index.ts';
import { sha256, vectors, verify } from '../ledger.testing.ts';

import { strictly } from './ed25519.ts';

interface EdgeCase {
  readonly number: number;
  readonly key: string;
  readonly sig: string;
  readonly msg: string;
  readonly flags: readonly string[] | null;
}

/** What a strict verifier refuses; components of low order remain as harmless as they are impossible to tell. */
const refused = /^(low_order_[AR]|non_canonical_[AR]|low_order_residue|reencoded_k)$/;
const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

describe.skipIf(vectors.absent)(`the vectors of others${vectors.reason}`, () => {
  it('are all decided one way: Ed25519 edge cases', async () => {
    const cases = JSON.parse(vectors.text('ed25519-cctv/ed25519vectors.even.json')) as EdgeCase[];
    const strict = strictly(verify);
    const wrong: string[] = [];
    for (const { number, key, sig, msg, flags } of cases) {
      const taken = await strict(fromHex(key), new TextEncoder().encode(msg), fromHex(sig));
      if (taken === (flags ?? []).some((flag) => refused.test(flag))) wrong.push(`${number}: ${flags}`);
    }
    expect(cases.length).toBeGreaterThan(400);
    expect(cases.some(({ flags }) => !(flags ?? []).some((flag) => refused.test(flag)))).toBe(true);
    expect(wrong).toEqual([]);
  });

  it('are opened: the checkpoints of a log', async () => {
    const vkey = vectors.text('tlog-tiles-testdata-log/VERIFIER_KEY.txt').trim();
    const key = parseVerifierKey(vkey, sha256);
    expect(writeVerifierKey(key)).toBe(vkey);
    for (let size = 0; size < 16; size++) {
      const signed = vectors.text(`tlog-tiles-testdata-log/checkpoint.${size}`);
      const note = parseNote(signed);
      expect(writeNote(note)).toBe(signed);
      expect((await openNote(note, [key], { sha256, verify })).signed).toHaveLength(1);
      const checkpoint = parseCheckpoint(note.text);
      expect(checkpoint).toMatchObject({ origin: key.name, size: BigInt(size), extensions: [] });
      expect(writeCheckpoint(checkpoint)).toBe(note.text);
    }
  });

  it('are opened: the example of the specification', async () => {
    const specification = vectors.text('c2sp-specs/signed-note.md');
    const vkey = /^\s*(example\.com\/foo\+\S+)$/m.exec(specification)?.[1] ?? '';
    const example = /```\n(This is an example message\.\n[^`]*)```/.exec(specification)?.[1] ?? '';
    const opened = await openNote(parseNote(example), [parseVerifierKey(vkey, sha256)], { sha256, verify });
    expect(opened.signed).toHaveLength(1);
  });
});
