import { generateKeyPairSync, sign } from 'node:crypto';
import { type LedgerSigner, type Sequencer, startSequencer } from '@charthouse/chart-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
let sequencer: Sequencer;
let mask: Readonly<Record<string, readonly string[]>> = {};
const patient = { resourceType: 'Patient', id: 'a', name: [{ family: 'Okafor' }] };
const send = (line: string, more: Parameters<typeof request>[2] = {}) => request(server, line, more);

beforeAll(async () => {
  const permit = { allowed: true, obligations: [], purpose: 'TREAT', policies: [], filter: { grants: [{}] } } as const;
  server = await testServer({ audit: 'durable' }, {}, () => ({ ...permit, mask }));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  const key = { name: 'a.example/log', type: 'ed25519', keyId: 7, publicKey: Buffer.from(x as string, 'base64url') };
  const signer = { key, sign: (message: Uint8Array) => sign(null, message, privateKey) } as LedgerSigner;
  let head: string | undefined;
  sequencer = startSequencer({
    connectionString: server.url,
    keys: async () => ({ signers: [signer] }),
    head: {
      read: async () => head,
      write: async (note) => {
        head = note;
      },
    },
    onHalted: (reason) => server.faults.push(reason),
    onFailure: (error) => server.faults.push(error),
  });
  await send('PUT /Patient/a', { body: patient });
  await send('PUT /Patient/a', { body: { ...patient, active: true } });
});
afterAll(async () => {
  await sequencer.close();
  expect(server.faults).toEqual([]);
  await server.close();
});

/** What the proof holds of the record. */
function contentOf(proof: string): string {
  const [first, extra = ''] = proof.split('\n');
  expect(first).toBe('c2sp.org/tlog-proof@v1');
  return Buffer.from(extra.slice('extra '.length), 'base64').toString();
}

it('hands out the proof of a version, as a Binary or as itself', async () => {
  const { status, json } = await send('GET /Patient/a/$prove');
  expect([status, json.resourceType, json.contentType]).toEqual([200, 'Binary', 'text/plain']);
  const current = contentOf(Buffer.from(json.data, 'base64').toString());
  expect(current).toContain((await send('GET /Patient/a')).text);
  const raw = await send('GET /Patient/a/$prove?version=1', { headers: { accept: 'text/plain' } });
  expect([raw.status, raw.headers['content-type']]).toEqual([200, 'text/plain']);
  expect(contentOf(raw.text)).toContain((await send('GET /Patient/a/_history/1')).text);
  const input = { resourceType: 'Parameters', parameter: [{ name: 'version', valueString: '1' }] };
  const posted = await send('POST /Patient/a/$prove', { body: input, headers: { accept: 'text/plain' } });
  expect(contentOf(posted.text)).toBe(contentOf(raw.text));
});

it('hands out the proof of an access', async () => {
  const { json } = await send('GET /AuditEvent?_count=1');
  const id = json.entry[0].resource.id as string;
  const { status, text } = await send(`GET /AuditEvent/${id}/$prove`, { headers: { accept: 'text/plain' } });
  expect([status, text]).toEqual([200, expect.stringContaining('— a.example/log ')]);
  expect(contentOf(text)).toContain('"action"');
});

it.each([
  ['GET /Patient/none/$prove', 404],
  ['GET /Patient/a/$prove?version=9', 404],
  ['GET /Patient/a/$prove?version=x', 404],
  ['GET /AuditEvent/1-1/$prove', 404],
  ['GET /Patient/a/$prove?size=3', 400],
  ['GET /Patient/$prove', 404],
])('%s is answered with %i', async (line, status) => {
  expect((await send(line)).status).toBe(status);
});

it('proves nothing to who is shown only a part: a proof holds every byte', async () => {
  mask = { Patient: ['name'] };
  const { status, text } = await send('GET /Patient/a/$prove');
  mask = {};
  expect(status).toBe(403);
  expect(text).not.toContain('Okafor');
});

it('what is expunged the moment it was written has had its leaf, and a destruction that names it', async () => {
  await send('PUT /Basic/brief', { body: { resourceType: 'Basic', id: 'brief', code: { text: 'brief' } } });
  expect((await send('POST /Basic/brief/$expunge')).status).toBe(200);
  const destroyed = () =>
    server.store.search<{ certificate: string; n: number }>({
      text: `select d.certificate, (select count(*)::int4 from ledger_destroyed x where x.destruction = d.pos) as n from ledger_destruction d`,
      values: [],
    });
  await expect.poll(destroyed).toEqual([{ certificate: expect.stringContaining('Basic/brief'), n: 1 }]);
});
