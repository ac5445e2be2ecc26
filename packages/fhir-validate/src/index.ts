export { wrongTarget } from './bindings/targets.ts';
export { type Conformance, createConformance, ProfileError } from './profiles/conformance.ts';
export { conformity } from './profiles/conformity.ts';
export { membership } from './profiles/membership.ts';
export { withoutWords } from './profiles/without-words.ts';
export { SnapshotError, snapshotOf } from './snapshots/snapshot.ts';
export { createValidator, type ValidateOptions, type Validator } from './validator.ts';
