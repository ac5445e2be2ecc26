import { readdirSync } from 'node:fs';
import { OutcomeError, parseJson, writeJson } from '@charthouse/fhir-model';
import { describe, expect, test } from 'vitest';
import { defaultPatchLimits } from '../limits.ts';
import { testData } from '../suite.testing.ts';
import { applyJsonPatch } from './apply.ts';
import { jsonPatchOperations } from './operations/index.ts';

function patched(resource: string, patch: string, limits = defaultPatchLimits): string {
  const { value, literals } = applyJsonPatch(parseJson(resource), parseJson(patch), limits);
  return writeJson(value, literals);
}

interface Refusing {
  readonly limits?: typeof defaultPatchLimits;
  readonly status?: number;
}

function refusal(resource: string, patch: string, { limits, status = 422 }: Refusing = {}): string {
  try {
    patched(resource, patch, limits);
  } catch (error) {
    expect(error).toBeInstanceOf(OutcomeError);
    expect(error).toMatchObject({ status });
    return (error as OutcomeError).issues[0]!.diagnostics;
  }
  throw new Error('not refused');
}

describe('JSON Patch', () => {
  test.each([
    ['add a property', '{"a":1}', '{"op":"add","path":"/b","value":2}', '{"a":1,"b":2}'],
    ['add replaces a property that is there', '{"a":1}', '{"op":"add","path":"/a","value":2}', '{"a":2}'],
    ['add before an item', '{"a":[1,3]}', '{"op":"add","path":"/a/1","value":2}', '{"a":[1,2,3]}'],
    ['add after the last item', '{"a":[1]}', '{"op":"add","path":"/a/-","value":2}', '{"a":[1,2]}'],
    ['add at the length is the end', '{"a":[1]}', '{"op":"add","path":"/a/1","value":2}', '{"a":[1,2]}'],
    ['add the whole', '{"a":1}', '{"op":"add","path":"","value":{"b":2}}', '{"b":2}'],
    ['remove a property', '{"a":1,"b":2}', '{"op":"remove","path":"/a"}', '{"b":2}'],
    ['remove an item', '{"a":[1,2,3]}', '{"op":"remove","path":"/a/1"}', '{"a":[1,3]}'],
    ['replace the whole', '{"a":1}', '{"op":"replace","path":"","value":[]}', '[]'],
    ['replace null', '{"a":null}', '{"op":"replace","path":"/a","value":0}', '{"a":0}'],
    [
      'move between objects',
      '{"a":{"b":1},"c":{}}',
      '{"op":"move","from":"/a/b","path":"/c/d"}',
      '{"a":{},"c":{"d":1}}',
    ],
    [
      'move within a list counts after taking away',
      '{"a":[1,2,3]}',
      '{"op":"move","from":"/a/0","path":"/a/2"}',
      '{"a":[2,3,1]}',
    ],
    [
      'copy is deep',
      '{"a":[{"b":1}]}',
      '{"op":"copy","from":"/a/0","path":"/a/-"},{"op":"add","path":"/a/0/b","value":2}',
      '{"a":[{"b":2},{"b":1}]}',
    ],
    ['test numbers by value', '{"a":1.0}', '{"op":"test","path":"/a","value":10e-1}', '{"a":1.0}'],
    [
      'test objects in any order',
      '{"a":{"b":1,"c":[null]}}',
      '{"op":"test","path":"/a","value":{"c":[null],"b":1}}',
      '{"a":{"b":1,"c":[null]}}',
    ],
    ['escaped names', '{"a/b":1,"m~n":2}', '{"op":"remove","path":"/a~1b"},{"op":"remove","path":"/m~0n"}', '{}'],
    ['an escaped escape', '{"~1":1}', '{"op":"remove","path":"/~01"}', '{}'],
    ['the empty name', '{"":1}', '{"op":"replace","path":"/","value":2}', '{"":2}'],
    ['members the RFC does not know are passed over', '{}', '{"op":"add","path":"/a","value":1,"xyz":123}', '{"a":1}'],
  ])('%s', (_name, resource, operations, expected) => {
    expect(patched(resource, `[${operations}]`)).toBe(expected);
  });

  test('numbers keep their text where they stand, move, are copied, and come with the patch', () => {
    const resource = '{"a":1.0,"list":[1,2.50,3.0],"o":{"x":0.10}}';
    expect(patched(resource, '[]')).toBe(resource);
    expect(patched(resource, '[{"op":"add","path":"/list/0","value":9.00},{"op":"remove","path":"/list/1"}]')).toBe(
      '{"a":1.0,"list":[9.00,2.50,3.0],"o":{"x":0.10}}',
    );
    expect(
      patched(resource, '[{"op":"copy","from":"/o","path":"/p"},{"op":"move","from":"/a","path":"/list/-"}]'),
    ).toBe('{"list":[1,2.50,3.0,1.0],"o":{"x":0.10},"p":{"x":0.10}}');
    expect(patched(resource, '[{"op":"replace","path":"/a","value":{"y":[1e2]}}]')).toContain('"a":{"y":[1e2]}');
    expect(patched(resource, '[{"op":"replace","path":"/a","value":1}]')).toContain('"a":1,');
  });

  test('a patch that fails has changed nothing, and says which operation failed and where', () => {
    const resource = parseJson('{"a":[1.0]}');
    const patch = parseJson('[{"op":"add","path":"/a/0","value":2},{"op":"remove","path":"/b/c"}]');
    expect(() => applyJsonPatch(resource, patch)).toThrow(
      'Operation 2 (remove /b/c): there is no /b. Nothing was changed.',
    );
    expect(writeJson(resource.value, resource.literals)).toBe('{"a":[1.0]}');
  });

  test.each([
    ['no array', '{}', /is an array of operations/],
    ['no object', '[1]', /Operation 1: it is no object/],
    ['unknown operation', '[{"op":"spam","path":"/a"}]', /"op" must be one of add, copy, move, remove, replace, test/],
    ['inherited name as operation', '[{"op":"constructor","path":"/a"}]', /"op" must be one of/],
    ['no path', '[{"op":"remove"}]', /"path" is missing/],
    ['no value', '[{"op":"add","path":"/a"}]', /"value" is missing/],
    ['no from', '[{"op":"move","path":"/a"}]', /"from" is missing/],
    ['path without slash', '[{"op":"remove","path":"a"}]', /begin with "\/"/],
    ['bad escape', '[{"op":"remove","path":"/~2"}]', /must be followed by 0/],
    ['after one that cannot be done', '[{"op":"remove","path":"/x"},{"op":"spam"}]', /Operation 2.*"op" must be/],
  ])('is malformed, whatever the resource is: %s', (_name, patch, message) => {
    expect(refusal('{"a":"text"}', patch, { status: 400 })).toMatch(message);
  });

  test.each([
    ['missing target', '[{"op":"replace","path":"/x","value":1}]', /there is no \/x/],
    ['through text', '[{"op":"add","path":"/a/b","value":1}]', /\/a is neither an object nor an array/],
    ['index with leading zero', '[{"op":"remove","path":"/l/00"}]', /"00" is no index of the array \/l/],
    ['negative index', '[{"op":"remove","path":"/l/-1"}]', /no index/],
    ['property of a list', '[{"op":"add","path":"/l/length","value":0}]', /"length" is no index/],
    ['index beyond the end', '[{"op":"add","path":"/l/3","value":1}]', /has 1 items/],
    ['huge index', '[{"op":"add","path":"/l/4294967295","value":1}]', /has 1 items/],
    ['remove after the end', '[{"op":"remove","path":"/l/-"}]', /there is no/],
    ['remove the whole', '[{"op":"remove","path":""}]', /cannot be taken away/],
    ['into itself', '[{"op":"move","from":"/o","path":"/o/p"}]', /into itself/],
    ['test differs', '[{"op":"test","path":"/l","value":[2]}]', /not equal/],
    ['test number against text', '[{"op":"test","path":"/l/0","value":"1"}]', /not equal/],
    ['test beyond the digits of a double', '[{"op":"test","path":"/n","value":9007199254740992}]', /not equal/],
    ['inherited property', '[{"op":"copy","from":"/constructor","path":"/x"}]', /there is no \/constructor/],
    ['prototype', '[{"op":"add","path":"/__proto__/polluted","value":1}]', /there is no \/__proto__/],
    ['long path', `[{"op":"remove","path":"/${'a'.repeat(1000)}"}]`, /longer than 1000/],
  ])('is refused: %s', (_name, patch, message) => {
    expect(refusal('{"a":"text","l":[1],"o":{},"n":9007199254740993}', patch)).toMatch(message);
  });

  test('__proto__ is a name like any other, and no prototype changes', () => {
    expect(
      patched('{}', '[{"op":"add","path":"/__proto__","value":{"polluted":1}},{"op":"copy","from":"","path":"/b"}]'),
    ).toBe('{"__proto__":{"polluted":1},"b":{"__proto__":{"polluted":1}}}');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('small patches cannot blow up: copies, nesting, number of operations', () => {
    const operations = (count: number, operation: string) => `[${Array(count).fill(operation).join()}]`;
    const limits = { ...defaultPatchLimits, size: 1_000_000 };
    const copy = '{"op":"copy","from":"/a","path":"/a/-"}';
    expect(refusal('{"a":["xxxxxxxxxx"]}', operations(60, copy), { limits })).toMatch(/longer than 1000000/);
    const chain = operations(200, '{"op":"copy","from":"/a","path":"/b"},{"op":"copy","from":"/b","path":"/a/x"}');
    expect(refusal('{"a":{}}', chain, { limits })).toMatch(/deeper than 128/);
    const flat = `[${Array.from({ length: 30 }, (_, i) => `{"op":"copy","from":"/a","path":"/b${i}"}`).join()}]`;
    expect(refusal(`{"a":"${'x'.repeat(50_000)}"}`, flat, { limits })).toMatch(/longer than 1000000/);
    const deeper =
      '{"op":"move","from":"/a","path":"/b/c"},{"op":"move","from":"/b","path":"/a"},{"op":"add","path":"/b","value":{}}';
    expect(refusal('{"a":{},"b":{}}', operations(200, deeper))).toMatch(/deeper than 128/);
    expect(refusal('{}', operations(1001, '{"op":"test","path":"","value":{}}'))).toMatch(/at most 1000/);
  });
});

test('every operation has a file, and stands in the index by its name', () => {
  const files = readdirSync(new URL('./operations/', import.meta.url)).filter((name) => name !== 'index.ts');
  expect([...jsonPatchOperations.keys()].map((op) => `${op}.ts`).sort()).toEqual(files.sort());
});

const suite = testData('json-patch-tests.public.json');
interface Case {
  comment: string;
  doc: unknown;
  patch: unknown;
  expected?: unknown;
  error?: string;
}

describe.skipIf(suite.absent)(`the HL7 cases of JSON Patch${suite.absent}`, () => {
  test('there are some', () => expect(suite.text).not.toBe(''));

  test.each((JSON.parse(suite.text || '[]') as Case[]).map((item) => [item.comment, item] as const))(
    '%s',
    (_name, item) => {
      const run = () => JSON.parse(patched(JSON.stringify(item.doc), JSON.stringify(item.patch)));
      if (item.error) expect(run).toThrow(OutcomeError);
      else expect(run()).toEqual(item.expected);
    },
  );
});
