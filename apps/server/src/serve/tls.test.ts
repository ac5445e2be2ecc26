import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { newCertificate } from './certificate.testing.ts';
import { followCertificate, tlsOf } from './tls.ts';

const folder = mkdtempSync(join(tmpdir(), 'charthouse-tls-'));
const settings = { tlsCert: join(folder, 'crt'), tlsKey: join(folder, 'key'), every: 20 };

function keep({ cert, key }: { readonly cert: string; readonly key: string }): void {
  writeFileSync(settings.tlsKey, key);
  writeFileSync(settings.tlsCert, cert);
}

function serialAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

test('a renewed certificate is taken up without a restart; one that is no good is not', async () => {
  const [first, second] = [newCertificate(), newCertificate()];
  keep(first);
  const server = createServer({ ...tlsOf(settings) });
  followCertificate(server, settings, pino({ level: 'silent' }));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  expect(await serialAt(port)).toBe(first.serial);
  keep({ cert: 'nonsense', key: second.key });
  await new Promise((seen) => setTimeout(seen, 80));
  expect(await serialAt(port)).toBe(first.serial);
  keep(second);
  await expect.poll(() => serialAt(port), { timeout: 5_000 }).toBe(second.serial);
  server.close();
  rmSync(folder, { recursive: true });
});
