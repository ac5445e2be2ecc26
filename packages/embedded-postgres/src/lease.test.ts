import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Folder, folderOf } from './folder.ts';
import { leaseOwner, takeLease } from './lease.ts';

let folder: Folder;

beforeEach(() => {
  folder = folderOf(mkdtempSync(join(tmpdir(), 'charthouse-lease-')));
});

afterEach(() => rmSync(folder.root, { recursive: true, force: true }));

test('one owner at a time; released, the next one may', () => {
  const release = takeLease(folder);
  expect(leaseOwner(folder)).toBe(process.pid);
  expect(() => takeLease(folder)).toThrow(/already started/);
  release();
  expect(leaseOwner(folder)).toBeUndefined();
  takeLease(folder)();
});

test('a dead owner holds nothing, even when its pid belongs to another process now', () => {
  const { pid } = spawnSync('true');
  for (const text of [
    JSON.stringify({ pid, identity: 'x' }),
    JSON.stringify({ pid: process.pid, identity: 'x' }),
    '{',
  ]) {
    writeFileSync(folder.lease, text);
    expect(leaseOwner(folder)).toBeUndefined();
    takeLease(folder)();
  }
});

test('of many processes that find a dead owner at once, one wins and the others name it', async () => {
  writeFileSync(folder.lease, JSON.stringify({ pid: spawnSync('true').pid, identity: 'x' }));
  const here = new URL('.', import.meta.url).href;
  const script = `
    const { takeLease } = await import('${here}lease.ts');
    const { folderOf } = await import('${here}folder.ts');
    try { takeLease(folderOf(${JSON.stringify(folder.root)})); console.log('owner ' + process.pid); } catch (error) { console.log(error.message); }
    setTimeout(() => {}, 1500);`;
  const said = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
      let text = '';
      for await (const part of child.stdout) text += part;
      return text.trim();
    }),
  );
  const winners = said.filter((line) => line.startsWith('owner'));
  expect(winners).toHaveLength(1);
  const pid = winners[0]!.split(' ')[1];
  expect(said.filter((line) => line.includes(`(process ${pid}) already runs`))).toHaveLength(5);
});
