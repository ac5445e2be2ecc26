import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonText } from './json-text.testing.ts';
import { jsonLocator, pathOfExpression, withPositions } from './locate.ts';

const text = `{
  "resourceType": "Observation",
  "a\\"b": "}",
  "_status": { "id": "s" },
  "category": [
    { "text": "x" }, { "text": 1.0 }
  ],
  "valueQuantity": { "value": 1,
    "code": "mg" }
}`;

describe('the place of an element in JSON text', () => {
  test.each([
    ['Observation', 1, 1],
    ['Observation.resourceType', 2, 3],
    ['Observation.status', 4, 3],
    ['Observation.category[1].text', 6, 24],
    ['Observation.category[1].coding[0].code', 6, 22],
    ['Observation.value.ofType(Quantity).code', 9, 5],
    ['Observation.subject', 1, 1],
  ])('%s stands in line %i, column %i', (expression, line, column) => {
    expect(jsonLocator(text)(pathOfExpression(expression))).toEqual({ line, column });
  });

  test('is that of the companion for extensions of a primitive, and of a property that is no element', () => {
    const own = '{"given":["a",\n"b"],\n"_given":[null,\n{"extension":[{}]}],\n"colour":1}';
    const locate = jsonLocator(own);
    expect(locate(pathOfExpression('HumanName.given[1]'))).toMatchObject({ line: 2 });
    expect(locate(pathOfExpression('HumanName.given[1].extension[0]'))).toMatchObject({ line: 4, column: 15 });
    const issue = { severity: 'error', code: 'structure', diagnostics: 'x', expression: ['HumanName'] } as const;
    expect(withPositions([{ ...issue, property: 'colour' }], locate)).toMatchObject([{ line: 5, column: 1 }]);
  });

  test('is found below where the resource stands', () => {
    const issue = { severity: 'error', code: 'value', diagnostics: 'x', expression: ['Patient.id'] } as const;
    const bundle = '{"entry":[\n{"resource":{"id":1}}]}';
    expect(withPositions([issue], jsonLocator(bundle), ['entry', 0, 'resource'])).toEqual([
      { ...issue, line: 2, column: 14 },
    ]);
  });

  test('any JSON text is gone through', () => {
    fc.assert(
      fc.property(jsonText, (any) => {
        expect(jsonLocator(any)([]).line).toBeGreaterThan(0);
      }),
    );
  });
});
