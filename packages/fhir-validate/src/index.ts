export { createConformance } from './profiles/conformance.ts';
export { withoutWords } from './profiles/without-words.ts';
export { createValidator, type Validator } from './validator.ts';
