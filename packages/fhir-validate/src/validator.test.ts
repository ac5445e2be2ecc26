/** What validation promises, each promise as one case of `validator.cases.json`: a resource and the issues it must get, no more and no fewer. */
import { readFileSync } from 'node:fs';
import { parseJson } from '@charthouse/fhir-model';
import { describe, expect, it } from 'vitest';
import { createValidator } from './index.ts';

interface Case {
  readonly title: string;
  /** JSON text, where the way it is written matters; else the resource itself. */
  readonly text?: string;
  readonly resource?: unknown;
  readonly expectedType?: string;
  readonly warnings?: boolean;
  /** `code expression` (`warning expression` of warnings), such as `structure Patient.name[0]`; empty: valid. */
  readonly issues: readonly string[];
  /** Words that some diagnostics must contain. */
  readonly says?: string;
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL('./validator.cases.json', import.meta.url), 'utf8'));
const validator = createValidator();

describe('validation against the base definitions', () => {
  it.each(cases)('$title', ({ text, resource, expectedType, warnings, issues, says }) => {
    const { value, literals } = parseJson(text ?? JSON.stringify(resource));
    const found = validator.validate(value, { expectedType, literals, warnings });
    expect(
      found.map(({ severity, code, expression }) => `${severity === 'error' ? code : severity} ${expression}`),
    ).toEqual(issues);
    if (says) expect(found.map(({ diagnostics }) => diagnostics).join('\n')).toContain(says);
  });
});
