export { compareElements } from './compare-elements.ts';
export { FhirPathError } from './error.ts';
export { compile, type Expression } from './expression.ts';
export { literalsOf, plainValue } from './plain-value.ts';
export type { Environment, Units } from './run.ts';
export { ucumUnits } from './ucum.ts';
export { FhirElement, isOfType, resourceElement, typeInfo } from './values/element.ts';
export type { Collection, Value } from './values/value.ts';
