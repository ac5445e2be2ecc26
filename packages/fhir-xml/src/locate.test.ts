import { expect, test } from 'vitest';
import { xmlLocator } from './index.ts';

const text = `<Patient xmlns="http://hl7.org/fhir">
  <contained>
    <Organization><name value="x"/></Organization>
  </contained>
  <name><given value="a"/>
    <given value="b"/></name>
</Patient>`;

test.each([
  [[], 1],
  [['contained', 0, 'name'], 3],
  [['name', 0, 'given', 1], 6],
  [['name', 0, 'family'], 5],
  [['gender'], 1],
])('%j stands in line %i', (path, line) => {
  expect(xmlLocator(text)(path)?.line).toBe(line);
});
