import type { Kind } from '../kind.ts';

export const searchType: Kind = {
  name: 'search-type',
  about: 'a type of search parameters, such as token',
  folder: 'packages/fhir-search/src/types',
  files: ({ kebab, camel, words }) => ({
    [`${kebab}/${kebab}.ts`]: `/** Search type ${words}: how its values match. https://hl7.org/fhir/R4/search.html */
import type { Clause } from '../../clause.ts';
import { addTok } from '../../extract/collected.ts';
import type { Extractor, SearchType, ValuePlace } from '../search-type.ts';

const extract = ({ parameter, keys }: ValuePlace): Extractor => {
  const key = keys.family('exact', parameter);
  return (value, out) => {
    if (typeof value !== 'string') return false;
    addTok(out, key(value));
    return true;
  };
};

export const ${camel}: SearchType = {
  extract: { string: extract },
  modifiers: [],
  clause: (value, { parameter, keys }): Clause => ({
    kind: 'tok',
    any: parameter.parts.map((owner) => ({ h: keys.of('exact', owner, value) })),
  }),
};
`,
    [`${kebab}/${kebab}.test.ts`]: `import { expect, test } from 'vitest';
import { ${camel} } from './${kebab}.ts';

test('${words}: say what is found and what is not', () => {
  expect.unreachable(\`\${Object.keys(${camel}.extract)}: no cases yet\`);
});
`,
  }),
  line: ({ kebab, camel }) => ({
    import: `import { ${camel} } from './${kebab}/${kebab}.ts';`,
    list: 'searchTypes',
    entry: camel,
  }),
  next: ['Give it a `KeyKind` of its own in packages/fhir-search/src/keys.ts when its keys are not those of `exact`.'],
};
