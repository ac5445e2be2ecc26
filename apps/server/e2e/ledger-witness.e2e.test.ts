/** A server and its witness: cosignatures are published, and a history that was rewritten with key and all is caught. docs/ledger.md */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  openNote,
  parseCheckpoint,
  parseNote,
  parseSignerKey,
  verifierKey,
  writeVerifierKey,
} from '@charthouse/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256, signerOf, verify } from '../src/ledger/cryptography.ts';
import { newKeyLine, writeKeyFile } from '../src/ledger/key-file.ts';
import { charthouse, dataFolder, type Running, start, until } from './charthouse.testing.ts';
import { type RunningWitness, startWitness } from './witness.testing.ts';

const home = dataFolder();
const beside = mkdtempSync(join(tmpdir(), 'charthouse-ledger-e2e-'));
let witness: RunningWitness;
let server: Running | undefined;

beforeAll(async () => {
  const line = newKeyLine('hospital.example/log/e2e');
  await writeKeyFile({ dataDir: beside, ledgerKey: undefined }, [line]);
  const { name, seed } = parseSignerKey(line);
  const key = verifierKey({ name, type: 'ed25519', publicKey: signerOf(seed).publicKey }, sha256);
  witness = await startWitness(join(beside, 'witness'), [writeVerifierKey(key)]);
});
afterAll(async () => {
  await server?.end('SIGTERM');
  await witness.end('SIGTERM');
  rmSync(beside, { recursive: true, force: true });
  await home.remove();
});

const environment = () => ({
  CHARTHOUSE_DATA: home.path,
  CHARTHOUSE_AUTH: 'off',
  CHARTHOUSE_LEDGER_KEY: join(beside, 'ledger.key'),
  CHARTHOUSE_WITNESSES: witness.setting,
});
const up = async () => (server = await start({ env: environment() }));

async function record(family: string): Promise<void> {
  const body = JSON.stringify({ resourceType: 'Patient', name: [{ family }] });
  const headers = { 'content-type': 'application/fhir+json' };
  const { status } = await fetch(`${server!.address}/fhir/R4/Patient`, { method: 'POST', headers, body });
  expect(status).toBe(201);
}

/** Size of the checkpoint at an address of the log; 0 for none. */
async function sizeAt(path: string): Promise<bigint> {
  const answer = await fetch(`${server!.address}${path}`);
  return answer.ok ? parseCheckpoint(parseNote(await answer.text()).text).size : 0n;
}

test('cosignatures are published; a rewritten history is refused by the witness and named by verify', async () => {
  await up();
  await record('Okafor');
  const size = await until(
    () => sizeAt('/log/witnessed'),
    (now) => now >= 4n,
  );
  await until(
    () => sizeAt('/log/checkpoint'),
    (now) => now === size,
  );
  const note = parseNote(await (await fetch(`${server!.address}/log/checkpoint`)).text());
  expect((await openNote(note, [witness.peer.key], { sha256, verify })).signed).toHaveLength(1);
  expect((await charthouse(['verify'], { env: environment() })).code).toBe(0);

  await server!.end('SIGTERM');

  // whoever owns database, head and key writes another history, and signs it
  for (const name of readdirSync(home.path)) rmSync(join(home.path, name), { recursive: true });
  await up();
  for (const family of ['Rewritten', 'History', 'Of', 'Reyes']) await record(family);
  await until(
    async () => server!.stderr(),
    (said) => said.includes('the witness does not cosign the head of the log'),
  );
  await until(
    async () => witness.stderr(),
    (said) => said.includes('is not shown to continue'),
  );
  const { code, stdout } = await charthouse(['verify'], { env: environment() });
  expect(code).toBe(1);
  expect(stdout).toContain('Record and log were rewritten together');
});
