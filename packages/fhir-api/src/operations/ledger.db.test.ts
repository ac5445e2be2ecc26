import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

it('says until when the record was verified, and what the ledger holds', async () => {
  expect((await request(server, 'GET /$ledger')).json.parameter).toEqual([
    { name: 'leaves', valueDecimal: 0 },
    { name: 'checkpoints', valueDecimal: 0 },
  ]);
  await server.store.transaction(async ({ query }) => {
    await query({ text: `update ledger set origin = 'a.example/log', size = 7, halted = 'why'`, values: [] });
    await query({
      text: `insert into ledger_checkpoint (size, note, signed) values (7, '', '2026-11-22T14:32:07Z')`,
      values: [],
    });
    await query({
      text: `insert into ledger_cosignature (size, witness, line, at) values (7, 'w.example', '', '2026-11-22T14:32:08Z')`,
      values: [],
    });
    await query({
      text: `insert into ledger_verification (began, size, holds, report) values ('2026-11-22T14:32:07Z', 7, true, '{}')`,
      values: [],
    });
  });
  const { json } = await request(server, 'GET /$ledger');
  expect(json.parameter).toEqual([
    { name: 'log', valueString: 'a.example/log' },
    { name: 'leaves', valueDecimal: 7 },
    { name: 'halted', valueString: 'why' },
    { name: 'checkpoint', valueInstant: '2026-11-22T14:32:07.000Z' },
    { name: 'checkpoints', valueDecimal: 1 },
    { name: 'verifiedTo', valueInstant: '2026-11-22T14:32:07.000Z' },
    { name: 'verified', valueBoolean: true },
    {
      name: 'witness',
      part: [
        { name: 'name', valueString: 'w.example' },
        { name: 'leaves', valueDecimal: 7 },
        { name: 'at', valueInstant: '2026-11-22T14:32:08.000Z' },
      ],
    },
  ]);
  const issues = server.parts.fullValidator.validate(json);
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
});
