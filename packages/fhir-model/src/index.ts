export { isOfClass } from './class-test.ts';
export { jsonLocator, type Path, type Position, withPositions } from './json/locate.ts';
export { type NumberLiteral, type ParsedJson, parseJson } from './json/parse.ts';
export { withLiterals, writeJson } from './json/write.ts';
export { type Issue, type IssueCode, OutcomeError, operationOutcome, outcomes, unavailable } from './outcomes.ts';
export type {
  AccessClass,
  CareRow,
  ClassTest,
  ConsentAction,
  ConsentData,
  ConsentRow,
  ConsentTest,
  Grant,
  Mask,
  PatientLabel,
  PermitFilter,
  Reach,
  RecordState,
} from './permit.ts';
export { eachReference, isReference, parseLiteral, type ReferenceElement } from './references.ts';
export { isId, isObject, type JsonObject, type JsonValue, type Meta, type Resource } from './resource.ts';
