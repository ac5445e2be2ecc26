/** What comes over a network, or from a file, in a form that it may not have: refused with a sentence, never read as something else. */
import { describe, expect, test } from 'vitest';
import {
  cosign,
  Malformed,
  openNote,
  parseAddCheckpoint,
  parseBundle,
  parseCheckpoint,
  parseEntries,
  parseNote,
  parseTilePath,
  parseVerifierKey,
  readInclusionProof,
  signNote,
  verifierKey,
  verifyConsistency,
  verifyInclusion,
  writeBundle,
  writeNote,
  writeVerifierKey,
} from './index.ts';
import { hash, keyPair, leaves, sha256, verify } from './ledger.testing.ts';
import { toBase64 } from './octets/base64.ts';
import { rootOfLeaves } from './tree/frontier.ts';

const log = keyPair(1);
const key = verifierKey({ name: 'log.example', type: 'ed25519', publicKey: log.publicKey }, sha256);
const vkey = writeVerifierKey(key);
const root = toBase64(sha256(new Uint8Array(1)));
const text = `log.example\n5\n${root}\n`;
const signature = await signNote(text, key, log.sign);
const note = writeNote({ text, signatures: [signature] });
const line = note.slice(text.length + 1);
const huge = '9'.repeat(400);
const statement = {
  kind: 'version',
  type: 'A',
  id: 'b',
  version: 1n,
  time: 5n,
  deleted: false,
  content: sha256(new Uint8Array()),
} as const;
const opening = { statement, salt: new Uint8Array(16) };
const bundle = writeBundle({ opening, index: 0n, proof: [], checkpoint: parseNote(note) });
const proof = (index: string, hashes: string) => bundle.replace('index 0\n', `index ${index}\n${hashes}`);
const request = (old: string, hashes: string) => `old ${old}\n${hashes}\n${note}`;

const texts: Record<
  string,
  { readonly read: (text: string) => unknown; readonly whole: string; readonly refused: Record<string, string> }
> = {
  note: {
    read: parseNote,
    whole: note,
    refused: {
      nothing: '',
      'cut off in a signature': note.slice(0, -9),
      'without its last newline': note.slice(0, -1),
      'with one newline more': `${note}\n`,
      'with CRLF': note.replaceAll('\n', '\r\n'),
      'with one CR': note.replace('5\n', '5\r\n'),
      'with NUL': note.replace('log', 'l\0g'),
      'with a tab': note.replace('5', '5\t'),
      'with half a surrogate pair': note.replace('log', 'l\ud83dg'),
      'without an empty line': note.replace('\n\n', '\n'),
      'without signatures': `${text}\n`,
      'of more than a hundred signatures': `${text}\n${line.repeat(101)}`,
      'of more than a million letters': `${'x'.repeat(1_000_001)}\n\n${line}`,
      'with a hyphen for the dash': note.replace('— ', '- '),
      'with two blanks': note.replace('— log.example ', '— log.example  '),
      'with a blank behind a signature': `${note.slice(0, -1)} \n`,
      'with a plus in a name': note.replace('— log.example', '— log+example'),
      'with another blank in a name': note.replace('— log.example', '— log\u00a0example'),
      'with a signature that is a key id only': `${text}\n— log.example AAAAAA==\n`,
      'with base64 without padding': `${text}\n— log.example AAAAAAA\n`,
      'with base64 of URLs': `${text}\n— log.example ${toBase64(new Uint8Array(68).fill(255)).replaceAll('/', '_')}\n`,
      'with base64 whose last bits are no byte': `${text}\n— log.example AAAAAAB=\n`,
      'with base64 behind its padding': `${text}\n— log.example AAAAAA==AAAA\n`,
    },
  },
  checkpoint: {
    read: parseCheckpoint,
    whole: text,
    refused: {
      nothing: '',
      'of two lines': 'log.example\n5\n',
      'cut off': text.slice(0, -1),
      'without an origin': text.slice('log.example'.length),
      'of a size with a leading zero': text.replace('5', '05'),
      'of a size with a sign': text.replace('5', '+5'),
      'of a negative size': text.replace('5', '-5'),
      'of a size with a blank': text.replace('5', ' 5'),
      'of a size in other digits': text.replace('5', '٥'),
      'of a hexadecimal size': text.replace('5', '0x5'),
      'of a size of 2^63': text.replace('5', String(2n ** 63n)),
      'of a size without end': text.replace('5', huge),
      'with a root of 31 bytes': text.replace(root, toBase64(new Uint8Array(31))),
      'with a root of 33 bytes': text.replace(root, toBase64(new Uint8Array(33))),
      'with a root without padding': text.replace('=', ''),
      'with a root whose last bits are no byte': `log.example\n5\n${'A'.repeat(42)}B=\n`,
      'with CRLF': text.replaceAll('\n', '\r\n'),
      'with an empty extension': `${text}\n`,
      'with an extension behind an empty one': `${text}\nx\n`,
    },
  },
  'path of a tile': {
    read: parseTilePath,
    whole: 'tile/0/x001/067.p/255',
    refused: {
      'without an index': 'tile/0',
      'below nothing': 'tile/0/',
      'of an index of two digits': 'tile/0/67',
      'of a first group that is too long': 'tile/0/x0001/067',
      'of groups of nothing in front': 'tile/0/x000/067',
      'without an x': 'tile/0/001/067',
      'of level 64': 'tile/64/000',
      'of a level with a leading zero': 'tile/00/000',
      'of a negative level': 'tile/-1/000',
      'of level data': 'tile/data/000',
      'of width 0': 'tile/0/000.p/0',
      'of width 256': 'tile/0/000.p/256',
      'of a width with a leading zero': 'tile/0/000.p/01',
      'of a width without end': `tile/0/000.p/${huge}`,
      'of an index without end': `tile/0/${'x001/'.repeat(40)}001`,
      'with a newline': 'tile/0/000\n',
      'with a slash at the end': 'tile/0/000/',
      'with dots': 'tile/0/../000',
    },
  },
  'verifier key': {
    read: (text) => parseVerifierKey(text, sha256),
    whole: vkey,
    refused: {
      'cut off': vkey.slice(0, -1),
      'of an id in capitals': vkey.replace(/\+[0-9a-f]{8}\+/, (id) => id.toUpperCase()),
      'of another id': vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+'),
      'of another name': `x${vkey}`,
      'with a newline': `${vkey}\n`,
      'of an unknown type': `log.example+00000000+${toBase64(Uint8Array.of(9, ...log.publicKey))}`,
      'of 31 bytes': `log.example+00000000+${toBase64(Uint8Array.of(1, ...log.publicKey.slice(1)))}`,
    },
  },
  proof: {
    read: parseBundle,
    whole: proof('0', `${root}\n`.repeat(64)),
    refused: {
      'with CRLF': proof('0', '').replaceAll('\n', '\r\n'),
      'of another version': proof('0', '').replace('@v1', '@v2'),
      'with a mark of byte order': `\ufeff${proof('0', '')}`,
      'of an index without end': proof(huge, ''),
      'of a negative index': proof('-1', ''),
      'with a hash of 31 bytes': proof('0', `${toBase64(new Uint8Array(31))}\n`),
      'with 65 hashes': proof('0', `${root}\n`.repeat(65)),
      'without an opening': bundle.replace(/extra .*/, 'extra '),
      'with an opening that is cut off': bundle.replace(/extra (.*)/, `extra ${toBase64(new Uint8Array(16))}`),
    },
  },
  'request to a witness': {
    read: parseAddCheckpoint,
    whole: request('1', `${root}\n`.repeat(63)),
    refused: {
      nothing: '',
      'without its first line': note,
      'of an old size with a leading zero': request('01', ''),
      'of an old size without end': request(huge, ''),
      'with 64 hashes': request('1', `${root}\n`.repeat(64)),
      'with a hash of 33 bytes': request('1', `${toBase64(new Uint8Array(33))}\n`),
      'with CRLF': request('1', '').replaceAll('\n', '\r\n'),
    },
  },
};

describe.each(Object.entries(texts))('a %s', (_, { read, whole, refused }) => {
  test('is read as it should be', () => {
    expect(() => read(whole)).not.toThrow();
  });

  test.each(Object.entries(refused))('%s is refused', (_form, text) => {
    expect(() => read(text)).toThrow(Malformed);
  });
});

test('a bundle of entries is cut off nowhere, and has as many as are asked for', () => {
  const bundle = Uint8Array.of(0, 2, 7, 7, 0, 0, 0, 1, 9);
  expect(parseEntries(bundle, 3).map((entry) => entry.length)).toEqual([2, 0, 1]);
  for (let length = 1; length < bundle.length; length++)
    expect(() => parseEntries(bundle.subarray(0, length), 3)).toThrow(Malformed);
  expect(() => parseEntries(Uint8Array.of(255, 255, 1), 1)).toThrow(Malformed);
  expect(() => parseEntries(new Uint8Array(2 * 257), 1)).toThrow(Malformed);
});

test('signatures that come twice, of one key given twice, count once', async () => {
  const witness = verifierKey({ name: 'w.example', type: 'cosignature', publicKey: keyPair(2).publicKey }, sha256);
  const [early, late] = await Promise.all(
    [1n, 9n].map((time) => cosign(text, { key: witness, time }, keyPair(2).sign)),
  );
  const signatures = [signature, late!, signature, early!, late!];
  const opened = await openNote({ text, signatures }, [key, witness, { ...key }, witness], { sha256, verify });
  expect(opened.forged).toEqual([]);
  expect(opened.signed.map(({ key: { name }, time }) => [name, time])).toEqual([
    ['log.example', undefined],
    ['w.example', 9n],
  ]);
});

test.each([0, 1, 63, 65, 128])('a signature of %i bytes is false', async (length) => {
  const signatures = [{ ...signature, signature: new Uint8Array(length) }];
  expect(await openNote({ text, signatures }, [key], { sha256, verify })).toEqual({ signed: [], forged: [key] });
});

describe('a proof of a tree', () => {
  const all = leaves(6);
  const size = 6n;
  const head = rootOfLeaves(all, hash);
  const claim = { index: 2n, size, leafHash: all[2]!, root: head };

  test('holds in its one form only: none shorter, longer, of other widths, or beyond the tree', async () => {
    const tile = new Uint8Array(all.flatMap((one) => [...one]));
    const proof = await readInclusionProof(2n, size, { readTile: () => tile, hash });
    const holds = (other: Partial<typeof claim & { proof: readonly Uint8Array[] }>) =>
      verifyInclusion({ ...claim, proof, ...other }, hash);
    expect(holds({})).toBe(true);
    for (const other of [
      proof.slice(1),
      proof.slice(0, -1),
      [...proof, head],
      [head, ...proof],
      [],
      proof.toReversed(),
    ])
      expect(holds({ proof: other })).toBe(false);
    expect(holds({ proof: proof.with(0, proof[0]!.slice(1)) })).toBe(false);
    expect(holds({ proof: Array.from({ length: 10_000 }, () => head) })).toBe(false);
    for (const index of [-1n, 3n, 6n, 2n ** 64n]) expect(holds({ index })).toBe(false);
    for (const other of [0n, 2n, 2n ** 63n, -6n]) expect(holds({ size: other })).toBe(false);
    expect(holds({ leafHash: new Uint8Array() })).toBe(false);
    expect(holds({ root: new Uint8Array(31) })).toBe(false);
  });

  test('of consistency is refused from nothing, from more to less, and in other widths', () => {
    const old = rootOfLeaves(all.slice(0, 4), hash);
    const proof = [rootOfLeaves(all.slice(4), hash)];
    const from = { size: 4n, root: old };
    const to = { size, root: head };
    expect(verifyConsistency({ from, to, proof }, hash)).toBe(true);
    for (const other of [
      { from: { ...from, size: 0n } },
      { from: { ...from, size: -4n } },
      { from: to, to: from },
      { from: { ...from, root: head } },
      { to: { ...to, size: 2n ** 70n } },
      { proof: [] },
      { proof: [proof[0]!.slice(1)] },
      { proof: [...proof, ...proof] },
    ])
      expect(verifyConsistency({ from, to, proof, ...other }, hash)).toBe(false);
  });

  test.each([0, 31, 33, 32 * 2, 32 * 7 + 1, 32 * 257])('out of a tile of %i bytes is refused', async (length) => {
    const readTile = () => new Uint8Array(length);
    await expect(readInclusionProof(2n, size, { readTile, hash })).rejects.toThrow(Malformed);
  });
});
