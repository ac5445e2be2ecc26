export { type Conformance, createConformance } from './profiles/conformance.ts';
export { createValidator, type ValidateOptions, type Validator, type ValidatorOptions } from './validator.ts';
