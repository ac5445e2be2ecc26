export { createConformance } from './profiles/conformance.ts';
export { createValidator, type Validator } from './validator.ts';
