import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { charthouse, readiness, start } from './charthouse.testing.ts';

const small = mkdtempSync(join(tmpdir(), 'charthouse-small-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=0755', 'tmpfs', small]).status === 0;

afterAll(() => {
  if (mounted) spawnSync('umount', ['-l', small]);
  rmSync(small, { recursive: true, force: true });
});

/** Fills the disk up to `left` bytes; a server that runs may be faster with the last of them. */
function fill(left: number): () => void {
  const path = join(small, 'filler');
  const { bavail, bsize } = statfsSync(small);
  try {
    writeFileSync(path, Buffer.alloc(Math.max(0, bavail * bsize - left)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
  return () => rmSync(path, { force: true });
}

describe.skipIf(!mounted)('no space left (skipped: no small disk can be mounted here)', () => {
  const env = { CHARTHOUSE_DATA: join(small, 'data') };

  beforeAll(() => rmSync(join(small, 'data'), { recursive: true, force: true }));

  test('a first start without space says so in one sentence; with space it works', async () => {
    const free = fill(20 * 1024 * 1024);
    const ended = await charthouse(['start'], { env });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(`No space is left on the disk that holds ${env.CHARTHOUSE_DATA}`);
    free();
    const server = await start({ env });
    expect((await server.end('SIGTERM')).code).toBe(0);
  });

  test('while it runs a full disk refuses writes with 507, reads go on; with space again writes do too', async () => {
    const server = await start({ env });
    const create = (text: string) =>
      fetch(`${server.address}/fhir/R4/Basic`, {
        method: 'POST',
        headers: { 'content-type': 'application/fhir+json' },
        body: JSON.stringify({ resourceType: 'Basic', code: { text } }),
      });
    const first = await create('first');
    expect(first.status).toBe(201);
    const free = fill(0);
    const statuses = new Set<number>();
    for (let i = 0; i < 60 && !statuses.has(507); i++) {
      const noise = Array.from({ length: 20_000 }, () => Math.random().toString(36)).join('');
      statuses.add((await create(noise)).status);
    }
    expect([...statuses].filter((status) => status !== 201 && status !== 503)).toEqual([507]);
    free();
    await new Promise((done) => setTimeout(done, 1000));
    expect(await readiness(server.address)).toBe(200);
    expect((await create('after')).status).toBe(201);
    expect((await fetch(first.headers.get('location')!)).status).toBe(200);
    expect((await server.end('SIGTERM')).code).toBe(0);
  });

  test('a start on a disk that is full says so; nothing stored is lost', async () => {
    const free = fill(0);
    const ended = await charthouse(['start'], { env });
    if (ended.code !== 0) expect(ended.stderr).toContain('No space is left on the disk');
    free();
    const server = await start({ env });
    expect(await readiness(server.address)).toBe(200);
    expect((await server.end('SIGTERM')).code).toBe(0);
  });
});
