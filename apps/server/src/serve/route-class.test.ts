import { expect, test } from 'vitest';
import { routeClass } from './route-class.ts';

test.each([
  ['/', '/'],
  ['/healthz?x=1', '/healthz'],
  ['/fhir/R4', '/fhir/R4'],
  ['/fhir/R4/metadata', '/fhir/R4/metadata'],
  ['/fhir/R4/Patient?name=Smith', '/fhir/R4/:type'],
  ['/fhir/R4/Patient/_search', '/fhir/R4/:type/_search'],
  ['/fhir/R4/Patient/123/_history/4', '/fhir/R4/:type/:id/_history/:version'],
  ['/fhir/R4/Patient/123/$everything', '/fhir/R4/:type/:id/$operation'],
  ['/fhir/R4/$anything-at-all', '/fhir/R4/$operation'],
  ['/fhir/R4/Patient/123/Observation/4/5/6/7/8', '/fhir/R4/:type/:id/:part/:version/:more/:more'],
  ['/patients/Smith', 'other'],
])('%s is counted as %s: no name, id or value of a patient becomes a label', (address, expected) => {
  expect(routeClass(address)).toBe(expected);
});
