export { createValidator, type ValidateOptions, type Validator } from './validator.ts';
