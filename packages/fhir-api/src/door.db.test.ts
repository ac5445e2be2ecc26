import type { Issue } from '@charthouse/fhir-model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from './door.testing.ts';
import { createDoor } from './door.ts';
import type { Validators } from './parts.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

it('a call keeps the definitions it began with, whatever is loaded meanwhile; the next one has the new ones', async () => {
  const { validator, fullValidator, store, searches, parts } = { ...server, ...server.parts };
  const refusal: Issue = { severity: 'error', code: 'structure', diagnostics: 'as asked since then' };
  const later: Validators = { validator, fullValidator, contentValidator: { validate: () => [refusal] } };
  let current: Validators = {
    validator,
    fullValidator,
    contentValidator: {
      validate() {
        current = later; // a package is added while this call runs
        return [];
      },
    },
  };
  const { validator: _, contentValidator: __, fullValidator: ___, ...rest } = parts;
  const door = createDoor({ ...rest, searches, validators: () => current });
  const write = (id: string) => ({
    kind: 'update' as const,
    type: 'Patient',
    id,
    place: '',
    resource: { resourceType: 'Patient', id },
  });
  const both = { calls: [write('one'), write('two')], literals: [], base: '' };
  expect(await door.writeAll(both, { name: 'test' })).toHaveLength(2);
  const third = { calls: [write('three')], literals: [], base: '' };
  await expect(door.writeAll(third, { name: 'test' })).rejects.toThrow('as asked since then');
  expect(await store.readMany(['one', 'two', 'three'].map((id) => ({ type: 'Patient', id })))).toHaveProperty(
    'size',
    2,
  );
});
