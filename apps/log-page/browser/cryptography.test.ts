/** The browser's half decides each signature as Node does: https://github.com/C2SP/CCTV, RFC 8032. */
import { existsSync, readFileSync } from 'node:fs';
import { openNote, verifierKey } from '@charthouse/ledger';
import { describe, expect, test } from 'vitest';
import { sha256, verify } from './cryptography.ts';

const file = new URL('../../../../shared/data/tlog/ed25519-cctv/ed25519vectors.even.json', import.meta.url);
const absent = !existsSync(file);
const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

interface EdgeCase {
  readonly key: string;
  readonly sig: string;
  readonly msg: string;
  readonly flags: readonly string[] | null;
}

/** What a strict verifier refuses. */
const refused = /^(low_order_[AR]|non_canonical_[AR]|low_order_residue|reencoded_k)$/;

test('SHA-256 is that of FIPS 180-4', () => {
  expect(Buffer.from(sha256(Buffer.from('abc'))).toString('hex')).toMatch(/^ba7816bf8f01cfea.*f20015ad$/);
});

test('a true signature of RFC 8032 is true, and false for another message, key or length', () => {
  const key = fromHex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
  const signature = fromHex(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  );
  expect(verify(key, Uint8Array.of(0x72), signature)).toBe(true);
  expect(verify(key, Uint8Array.of(0x73), signature)).toBe(false);
  expect(verify(key.toReversed(), Uint8Array.of(0x72), signature)).toBe(false);
  expect(verify(key, Uint8Array.of(0x72), signature.slice(1))).toBe(false);
});

describe.skipIf(absent)(`the edge cases of CCTV${absent ? ' (skipped: ../shared/data/tlog is not here)' : ''}`, () => {
  test('are decided one way', async () => {
    const wrong: string[] = [];
    for (const { key, sig, msg, flags } of JSON.parse(readFileSync(file, 'utf8')) as EdgeCase[]) {
      const known = verifierKey({ name: 'x', type: 'ed25519', publicKey: fromHex(key) }, sha256);
      const signatures = [{ name: 'x', keyId: known.keyId, signature: fromHex(sig) }];
      const { signed } = await openNote({ text: msg, signatures }, [known], { sha256, verify });
      if ((signed.length === 1) === (flags ?? []).some((flag) => refused.test(flag))) wrong.push(`${flags}`);
    }
    expect(wrong).toEqual([]);
  });
});
