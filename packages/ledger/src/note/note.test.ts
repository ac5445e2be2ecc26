import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cosign,
  openNote,
  parseCheckpoint,
  parseNote,
  parseSignerKey,
  parseVerifierKey,
  signNote,
  verifierKey,
  writeCheckpoint,
  writeNote,
  writeSignerKey,
  writeVerifierKey,
} from '../index.ts';
import { hash, keyPair, sha256, verify } from '../ledger.testing.ts';
import { toBase64 } from '../octets/base64.ts';

const cryptography = { sha256, verify };
const log = keyPair(1);
const other = keyPair(2);
const logKey = verifierKey({ name: 'log.example/charts', type: 'ed25519', publicKey: log.publicKey }, sha256);
const witnessKey = verifierKey({ name: 'witness.example', type: 'cosignature', publicKey: other.publicKey }, sha256);
const text = 'log.example/charts\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
const signature = await signNote(text, logKey, log.sign);
const cosignature = await cosign(text, { key: witnessKey, time: 1_700_000_000n }, other.sign);
const both = writeNote({ text, signatures: [signature, cosignature] });

describe('a note', () => {
  it('is written in the form that never changes', () => {
    expect(both).toBe(
      `${text}\n— log.example/charts FvDDeXVYjJUyrQkZrTiRjp6kB1oGxxdJhPR+Ab6ahYvWe8fNUg8eGidd8SXh6nt86YMDu/F9/NLiYNO56Wq4VZ+iHQA=\n— witness.example MXa9RQAAAABlU/EA118DcdJrkNbwqIXZ1s2p3Qgt6tFHZOhGjj0W3Dl53wJ+TRZADtVm8yuh5mBw3OxAIjjP35QBh3tsXFgsW0qmDA==\n`,
    );
  });

  it('comes back, with empty lines and any letters in its text', () => {
    const name = fc.stringMatching(/^[a-z./—é]{1,12}$/u);
    const line = fc.string({ unit: 'grapheme', maxLength: 20 });
    const notes = fc.record({
      text: fc.array(line, { maxLength: 5 }).map((lines) => `${lines.join('\n')}\n`),
      signatures: fc.array(
        fc.record({ name, keyId: fc.integer({ min: 0, max: 0xffffffff }), signature: fc.uint8Array({ minLength: 1 }) }),
        { minLength: 1, maxLength: 17 },
      ),
    });
    fc.assert(
      fc.property(notes, (note) => {
        fc.pre(![...note.text].some((letter) => letter < ' ' && letter !== '\n'));
        const read = parseNote(writeNote(note));
        expect(read.text).toBe(note.text);
        expect(read.signatures.map((one) => ({ ...one, signature: [...one.signature] }))).toEqual(
          note.signatures.map((one) => ({ ...one, signature: [...one.signature] })),
        );
      }),
    );
  });

  it('is refused in every other form', () => {
    const line = `— a ${toBase64(new Uint8Array(68))}\n`;
    const wrong = [
      '',
      '\n\n',
      'text\n',
      'text\n\n',
      `text\n${line}`,
      `text\n\n${line.slice(0, -1)}`,
      `text\n\n${line}\n`,
      `text\n\n${line}trailing\n`,
      `text\r\n\r\n${line}`,
      `te\0xt\n\n${line}`,
      `te\txt\n\n${line}`,
      `te\ud800xt\n\n${line}`,
      `text\n\n${line.replace('—', '-')}`,
      `text\n\n${line.replace('— a', '—  a')}`,
      `text\n\n${line.replace(' a ', ' a\u00a0b ')}`,
      `text\n\n${line.replace(' a ', ' a\u2028b ')}`,
      `text\n\n${line.replace(' a ', ' a+b ')}`,
      `text\n\n${line.replace(' a ', '  ')}`,
      `text\n\n— a AAAAAA==\n`,
      `text\n\n— a AAAAAAB=\n`,
      `text\n\n— a ${toBase64(new Uint8Array(67)).replace('==', '')}\n`,
      `text\n\n${line.repeat(101)}`,
      `${'x'.repeat(1_000_001)}\n\n${line}`,
    ];
    for (const note of wrong)
      expect(() => parseNote(note), JSON.stringify(note.slice(0, 60))).toThrow(/note|signature|base64/);
    expect(parseNote(`a\n\nb\n\n${line}`).text).toBe('a\n\nb\n');
    expect(() => writeNote({ text: 'no newline', signatures: [signature] })).toThrow(/newline/);
    expect(() => writeNote({ text, signatures: [{ ...signature, name: 'a\nb' }] })).toThrow();
    expect(() => writeNote({ text, signatures: [] })).toThrow();
  });
});

describe('signatures', () => {
  const open = (note: string, keys = [logKey, witnessKey]) => openNote(parseNote(note), keys, cryptography);

  it('are told by key, those of unknown keys are passed over', async () => {
    expect(await open(both)).toEqual({
      signed: [
        { key: logKey, time: undefined },
        { key: witnessKey, time: 1_700_000_000n },
      ],
      forged: [],
    });
    expect((await open(both, [witnessKey])).signed).toHaveLength(1);
    const namesake = verifierKey({ ...logKey, publicKey: other.publicKey }, sha256);
    expect(await open(both, [namesake])).toEqual({ signed: [], forged: [] });
  });

  it('count once, the latest time of a witness', async () => {
    const later = await cosign(text, { key: witnessKey, time: 1_800_000_000n }, other.sign);
    const note = writeNote({ text, signatures: [signature, signature, later, cosignature] });
    expect(await open(note)).toEqual({
      signed: [
        { key: logKey, time: undefined },
        { key: witnessKey, time: 1_800_000_000n },
      ],
      forged: [],
    });
  });

  it('of a known key that are false condemn the note, true ones beside them or not', async () => {
    const forged = { ...signature, signature: (await signNote(text, logKey, other.sign)).signature };
    for (const signatures of [[forged], [signature, forged], [forged, signature]])
      expect(await open(writeNote({ text, signatures }))).toEqual({ signed: [], forged: [logKey] });
    for (const length of [1, 63, 65, 72])
      expect(
        (await open(writeNote({ text, signatures: [{ ...signature, signature: new Uint8Array(length) }] }))).forged,
      ).toEqual([logKey]);
    const shifted = { ...cosignature, signature: cosignature.signature.with(7, 1) };
    expect((await open(writeNote({ text, signatures: [shifted] }))).forged).toEqual([witnessKey]);
    expect(
      (await open(writeNote({ text, signatures: [{ ...shifted, signature: shifted.signature.with(0, 255) }] }))).forged,
    ).toEqual([witnessKey]);
  });

  it('do not hold for another text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 2), async (at) => {
        const changed = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
        const { signed } = await open(writeNote({ text: changed, signatures: [signature, cosignature] }));
        return signed.length === 0;
      }),
      { numRuns: 20 },
    );
  });

  it('of one kind are none of the other', async () => {
    const asLog = verifierKey({ name: 'witness.example', type: 'ed25519', publicKey: other.publicKey }, sha256);
    expect(asLog.keyId).not.toBe(witnessKey.keyId);
    expect((await open(both, [asLog])).signed).toEqual([]);
  });

  it('cannot be told apart where name and key id of two keys are the same', async () => {
    const collision = { ...logKey, publicKey: other.publicKey };
    await expect(open(both, [logKey, collision])).rejects.toThrow(/same key id/);
    expect(await open(both, [collision])).toEqual({ signed: [], forged: [collision] });
  });
});

describe('keys', () => {
  it('come back as text', () => {
    for (const key of [logKey, witnessKey]) expect(parseVerifierKey(writeVerifierKey(key), sha256)).toEqual(key);
    const signer = { name: logKey.name, type: logKey.type, keyId: logKey.keyId, seed: log.seed };
    expect(parseSignerKey(writeSignerKey(signer))).toEqual(signer);
    expect(writeVerifierKey(logKey)).toMatch(/^log\.example\/charts\+[0-9a-f]{8}\+A/);
  });

  it('are refused in every other form', () => {
    const vkey = writeVerifierKey(logKey);
    const [name, id, encoded] = vkey.split('+', 2).concat(vkey.split('+').slice(2).join('+')) as [
      string,
      string,
      string,
    ];
    const typed = (type: number, length = 32) => toBase64(Uint8Array.of(type, ...new Uint8Array(length)));
    for (const wrong of [
      '',
      name,
      `${name}+${id}`,
      `${name}+${id.toUpperCase()}+${encoded}x`,
      `+${id}+${encoded}`,
      `${name} +${id}+${encoded}`,
    ])
      expect(() => parseVerifierKey(wrong, sha256), wrong).toThrow(/form name/);
    expect(() => parseVerifierKey(`${name}+00000000+${encoded}`, sha256)).toThrow(/not that of its key/);
    expect(() => parseVerifierKey(`${name}+${id}+${typed(6)}`, sha256)).toThrow(/type 6/);
    expect(() => parseVerifierKey(`${name}+${id}+${typed(1, 31)}`, sha256)).toThrow(/32 bytes/);
    expect(() => parseVerifierKey(`${vkey}\n`, sha256)).toThrow(/form name/);
    expect(() => parseSignerKey(vkey)).toThrow(/PRIVATE/);
    expect(() => parseSignerKey(`PRIVATE+KEY+a+00000000+${typed(1, 5)}`)).toThrow(/32 bytes/);
    expect(() => verifierKey({ ...logKey, name: 'a b' }, sha256)).toThrow(/cannot be named/);
  });
});

describe('a checkpoint', () => {
  it('comes back', () => {
    const checkpoint = {
      origin: 'log.example/charts',
      size: 2n ** 63n - 1n,
      root: hash.empty,
      extensions: ['one', 'two'],
    };
    expect(parseCheckpoint(writeCheckpoint(checkpoint))).toEqual(checkpoint);
    expect(writeCheckpoint({ ...checkpoint, size: 0n, extensions: [] })).toBe(text);
  });

  it('is refused in every other form', () => {
    const root = toBase64(hash.empty);
    const sizes = [
      '',
      '-1',
      '+1',
      '01',
      '00',
      '1.0',
      '1e3',
      '0x1',
      ' 1',
      '1 ',
      '١',
      '9223372036854775808',
      '9'.repeat(400),
    ];
    for (const size of sizes)
      expect(() => parseCheckpoint(`o\n${size}\n${root}\n`), size).toThrow(/Line 2|origin, size and root/);
    for (const wrong of [
      `o\n1\n${root}`,
      'o\n1\n',
      `\n1\n${root}\n`,
      `o\n1\n${root}\n\n`,
      `o\n1\n${root.slice(0, 40)}\n`,
      `o\n1\n${root.replace('U=', 'V=')}\n`,
    ])
      expect(() => parseCheckpoint(wrong), wrong).toThrow();
    const checkpoint = { origin: 'o', size: 1n, root: hash.empty, extensions: [] };
    for (const wrong of [
      { origin: '' },
      { origin: 'a\nb' },
      { extensions: ['a\nb'] },
      { extensions: [''] },
      { size: -1n },
      { size: 2n ** 63n },
      { root: new Uint8Array(31) },
    ])
      expect(() => writeCheckpoint({ ...checkpoint, ...wrong })).toThrow();
  });
});
