import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';
import { keyTexts, proofOf } from '../proof/proof.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'charthouse-verify-'));
const file = join(folder, 'proof.txt');
const keys = join(folder, 'keys.txt');
let proof = '';
beforeAll(async () => {
  proof = await proofOf();
  writeFileSync(file, proof);
  writeFileSync(keys, `# the hospital and the university\n${keyTexts.log}\n${keyTexts.witness}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Without any way to reach a database. */
const alone = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none', CHARTHOUSE_DATA: join(folder, 'none') };
const verified = (...words: string[]) => ran(['verify', '--bundle', file, ...words], alone);

test('a proof is checked with a key and nothing else, and says what it proves', async () => {
  const { code, out, error } = await verified('--key', keys);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out).toContain(
    'Proven: version 3 of Patient/p1 is in the log hospital.example/log, unaltered since it was recorded.',
  );
  expect(out).toContain('recorded    2026-11-22 14:32:07 UTC, by the clock of the server');
  expect(out).toContain('place       leaf 3 of 9');
  expect(out).toContain('witnesses   university.example, 2026-11-22 14:32:08 UTC');
  expect(out).toContain('no proof of this kind can say');
});

test('without witnesses it says that the key of the log stands alone', async () => {
  const { code, out } = await verified('--key', keyTexts.log);
  expect(code).toBe(0);
  expect(out).toContain('witnesses   none that you trust: it is proven against the key of the log alone');
});

test('programs read the same as one object', async () => {
  const { code, out } = await verified('--key', keyTexts.log, '--key', keyTexts.witness, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    holds: true,
    what: 'version 3 of Patient/p1',
    place: 'leaf 3 of 9',
    witnessed: [{ name: 'university.example', time: 1_795_357_928 }],
  });
});

test('what is wrong is named: content, place, key, form', async () => {
  const changed = join(folder, 'changed.txt');
  const said = async (text: string, ...words: string[]) => {
    writeFileSync(changed, text);
    const { code, out } = await ran(
      ['verify', '--bundle', changed, ...(words.length ? words : ['--key', keys])],
      alone,
    );
    expect(code).toBe(1);
    return out.split('\n')[0];
  };
  const extra = Buffer.from(proof.split('\n')[1]!.slice(6), 'base64');
  extra[extra.indexOf('p1"}')] = 'q'.charCodeAt(0);
  const lines = proof.split('\n');
  expect(await said(lines.with(1, `extra ${extra.toString('base64')}`).join('\n'))).toBe(
    'Not proven. The content is not what was recorded: it was altered after that.',
  );
  expect(await said(lines.with(2, 'index 4').join('\n'))).toContain('does not hold it at position 4 of 9');
  expect(await said(proof, '--key', keyTexts.stranger)).toMatch(
    /^Not proven\. No key that you trust for hospital\.example\/log signed the checkpoint: it names hospital\.example\/log\+[0-9a-f]{8}, university/,
  );
  expect(await said(proof.replace(/— university.*\n/, ''))).toContain('0 of 1 trusted witnesses cosigned');
  expect(await said(proof.slice(0, 100))).toMatch(/^Not proven\. /);
  expect(await said('hello')).toBe(
    'Not proven. This is no proof of a ledger: its first line is not c2sp.org/tlog-proof@v1.',
  );
});

test('a megabyte that is no proof is refused at once, and so is what is no text', async () => {
  const large = join(folder, 'large');
  writeFileSync(large, 'x'.repeat(5_000_000));
  expect((await ran(['verify', '--bundle', large, '--key', keys], alone)).code).toBe(1);
  writeFileSync(large, Buffer.from([0xff, 0xfe, 0x00]));
  expect((await ran(['verify', '--bundle', large, '--key', keys], alone)).error).toContain('cannot read');
});

test('wrong usage is told from a proof that does not hold', async () => {
  const cases: [string[], string][] = [
    [['verify', '--quorum', '2'], 'goes with --bundle'],
    [['verify', '--bundle', file, '--checkpoint', file], 'goes without --bundle'],
    [['verify', '--bundle', file], 'give --key'],
    [['verify', '--bundle', file, '--key', 'no-such-file'], 'neither a public key'],
    [['verify', '--bundle', file, '--key', keyTexts.witness], 'Only keys of witnesses'],
    [['verify', '--bundle', file, '--key', keys, '--quorum', '2'], '2 witnesses are asked for'],
    [['verify', '--bundle', file, '--key', keys, '--quorum', 'x'], 'whole number'],
    [['verify', '--bundle', file, '--key', `${keyTexts.log}A`], 'the keys cannot be used'],
  ];
  for (const [words, said] of cases)
    expect(await ran(words, alone)).toMatchObject({ code: 2, error: expect.stringContaining(said) });
  expect((await ran(['verify', '--bundle', join(folder, 'none'), '--key', keys], alone)).code).toBe(1);
});
