import { migratedDatabase } from '@charthouse/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withClient } from '../../e2e/client.testing.ts';
import { ran } from '../command-line/run.testing.ts';

let url: string;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ url, drop } = await migratedDatabase());
});
afterAll(() => drop());

const user = (...words: string[]) => ran(['user', ...words], { DATABASE_URL: url });
const ada = ['add', '--email', 'Ada@example.org', '--name', 'Ada Okafor', '--role', 'clinician'];

test('a person is added with a link, listed, reset and disabled', async () => {
  const added = await user(...ada, '--fhir-user', 'Practitioner/17', '--json');
  expect(added).toMatchObject({ code: 0, error: '' });
  expect(JSON.parse(added.out)).toMatchObject({
    email: 'ada@example.org',
    roles: ['clinician'],
    link: expect.stringMatching(/^http:\/\/localhost:8420\/auth\/link\/[\w-]{43}$/),
  });
  const [listed] = (await user('list', '--json')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(listed).toMatchObject({
    email: 'ada@example.org',
    kind: 'staff',
    fhirUser: 'Practitioner/17',
    hasPassword: false,
  });
  expect(await user('roles', 'ada@example.org', '--role', 'coder', '--role', 'biller', '--json')).toMatchObject({
    out: expect.stringContaining('"roles":["coder","biller"],"before":["clinician"]'),
  });
  expect((await user('list', '--json')).out).toContain('"roles":["biller","coder"]');
  expect(await user('roles', 'ada@example.org', '--role', 'patient')).toMatchObject({ code: 1 });
  expect((await user('reset', 'ada@example.org')).out).toContain('/auth/link/');
  expect((await user('disable', 'ADA@example.org')).out).toContain('ada@example.org is out');
  expect(await user('reset', 'ada@example.org')).toMatchObject({
    code: 1,
    error: expect.stringContaining('is disabled'),
  });
  const rows = await withClient(url, `select note from access_log where action = 'role-change' order by at`);
  expect(rows.map(({ note }) => String(note).replace(/ [\da-f-]{36}/, ''))).toEqual([
    'account added as clinician',
    'account is coder, biller, was clinician',
    'account reset',
    'account disabled',
  ]);
});

test('what cannot be is refused, with what to do', async () => {
  await user(...ada);
  expect(await user(...ada)).toMatchObject({ code: 1, error: expect.stringContaining('has an account already') });
  expect(await user('reset', 'x@example.org')).toMatchObject({
    code: 1,
    error: expect.stringContaining('`charthouse user list`'),
  });
  const add = (email: string, ...more: string[]) => user('add', '--email', email, '--name', 'X', ...more);
  expect(await add('nobody', '--role', 'clinician')).toMatchObject({
    code: 1,
    error: expect.stringContaining('no email address'),
  });
  expect(await add('x@example.org', '--role', 'boss')).toMatchObject({
    code: 2,
    error: expect.stringContaining('privacy-officer'),
  });
  expect(await add('x@example.org')).toMatchObject({ code: 2, error: expect.stringContaining('--role') });
  expect(await add('x@example.org', '--role', 'patient')).toMatchObject({
    code: 2,
    error: expect.stringContaining('--fhir-user'),
  });
  expect(await add('x@example.org', '--role', 'patient', '--role', 'coder')).toMatchObject({ code: 2 });
  expect(await user('remove')).toMatchObject({
    code: 2,
    error: expect.stringContaining('add, list, roles, disable, reset'),
  });
});
