/**
 * Injection by every parameter of every operation that the server says it has, from outside, by somebody who may do what they do: what is
 * sent stays a value. Operations and parameters are read from the definitions that are served: a new one is tried by itself.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, type SignedIn, signedIn } from './signed-in.testing.ts';

let server: SignedIn;
let ask: Ask;

const record = [
  { resourceType: 'Patient', id: 'p', name: [{ family: 'Okafor' }] },
  {
    resourceType: 'Encounter',
    id: 'e',
    status: 'finished',
    class: { code: 'IMP' },
    subject: { reference: 'Patient/p' },
  },
  { resourceType: 'Observation', id: 'o', status: 'final', code: { text: 'x' }, subject: { reference: 'Patient/p' } },
  { resourceType: 'Task', id: 't', status: 'requested', intent: 'order', for: { reference: 'Patient/p' } },
  {
    ...{ resourceType: 'DocumentReference', id: 'd', status: 'current', subject: { reference: 'Patient/p' } },
    content: [{ attachment: { title: 'x' } }],
  },
];
const instance: Readonly<Record<string, string>> = Object.fromEntries(
  record.map(({ resourceType, id }) => [resourceType, `/${resourceType}/${id}`]),
);

beforeAll(async () => {
  server = await signedIn();
  const feed = await server.somebody('Feed', { kind: 'service', roles: ['feed'] });
  for (const resource of record)
    expect((await feed(`PUT /${resource.resourceType}/${resource.id}`, resource)).status).toBe(201);
  const roles = ['records-manager', 'privacy-officer', 'administrator', 'technician', 'coder', 'clinician'];
  ask = await server.somebody('Everything at once', { roles });
});
afterAll(() => server.close());

const payloads = [
  "x' or pg_sleep(9) is null --",
  "'; drop table res; --",
  '$$; select 1/0; $$',
  '%00\u0001{"$ne":null}',
  '../../../etc/passwd',
];

/** What makes the other parameters of a request good enough to get as far as this one. */
const good: Readonly<Record<string, string>> = {
  ...{ list: 'mine/tasks', move: 'claim', task: 't/1', patient: 'p', expression: 'code', rules: '[]', reason: 'why' },
  ...{ mode: 'create', encounter: 'Encounter/e', purpose: 'ETREAT', version: '1', text: 'x', kind: 'addendum' },
};

interface Parameter {
  readonly name: string;
  readonly use: string;
  readonly min: number;
  readonly type?: string;
  readonly part?: readonly Parameter[];
}
interface Definition {
  readonly code: string;
  readonly system: boolean;
  readonly type: boolean;
  readonly instance: boolean;
  readonly affectsState: boolean;
  readonly resource?: readonly string[];
  readonly parameter?: readonly Parameter[];
}

async function definitions(): Promise<Definition[]> {
  const { rest } = (await ask('GET /metadata')).json;
  const all = [
    ...rest[0].operation,
    ...rest[0].resource.flatMap((one: { operation?: unknown[] }) => one.operation ?? []),
  ];
  const own = [...new Set(all.map(({ definition }: { definition: string }) => definition))];
  return Promise.all(own.map(async (url) => (await ask(`GET /${url.split('/').slice(-2).join('/')}`)).json));
}

function addressOf({ system, type, resource, code }: Definition): string {
  const known = resource?.find((one) => one !== 'Resource') ?? 'Observation';
  return `${system ? '' : type ? `/${known}` : (instance[known] ?? instance.Observation)}/$${code}`;
}

/** With its parts, where it has any. */
function sent({ name, part, type = 'string' }: Parameter, value: string): object {
  if (part) return { name, part: part.map((one) => sent(one, value)) };
  return { name, [`value${type.charAt(0).toUpperCase()}${type.slice(1)}`]: value };
}

test('no parameter of an operation is more than a value', async () => {
  const tried: string[] = [];
  const wrong: string[] = [];
  for (const definition of await definitions()) {
    const given = (definition.parameter ?? []).filter(({ use }) => use === 'in');
    for (const parameter of given)
      for (const payload of payloads) {
        const others = given.filter((one) => one !== parameter && (one.min > 0 || one.name in good));
        const values = [...others.map((one) => sent(one, good[one.name] ?? 'x')), sent(parameter, payload)];
        const query = new URLSearchParams([
          ...others.map((one): [string, string] => [one.name, good[one.name] ?? 'x']),
          [parameter.name, payload],
        ]);
        const began = performance.now();
        const address = addressOf(definition);
        const answers = [await ask(`POST ${address}`, { resourceType: 'Parameters', parameter: values })];
        if (!definition.affectsState) answers.push(await ask(`GET ${address}?${query}`));
        const what = `${address} ${parameter.name}=${payload}`;
        tried.push(what);
        for (const { status, text } of answers)
          if (status >= 500 || /syntax error|division by zero|root:x:|node_modules/.test(text))
            wrong.push(`${what}: ${status} ${text.slice(0, 200)}`);
        if (performance.now() - began > 8_000) wrong.push(`${what} waited`);
      }
  }
  expect(wrong).toEqual([]);
  expect(tried.length).toBeGreaterThan(100);
  expect(server.log()).not.toMatch(/syntax error|division by zero/);
  expect((await ask('GET /Observation/o')).status).toBe(200);
}, 60_000);
